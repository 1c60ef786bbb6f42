// What the guided start asks, and what it takes for answered before anybody answers.

export type Person = { name: string; hostile: boolean };
/** A writer that stands for whoever uses the system, also for users who are named later. */
export const EVERY_USER = '*';
/** `writers` are names of persons, `EVERY_USER` and `stranger`; nobody is known to write where it is empty. */
export type Source = { name: string; writers: string[]; kind: 'store' | 'web' };
export type Deed = 'reads' | 'sends' | 'runs' | 'changes' | 'other';
/** Whose code a tool is: ours; that of others, which we run, as a server from a package; or theirs where they run it. */
export type By = 'us' | 'code' | 'service';
/** `maker` is what those others are called; several tools can have the same. */
export type Tool = { name: string; deed: Deed; what: string; by: By; maker: string };
export type Answers = {
  title: string;
  people: Person[];
  /** What is empty is not known. */
  model: '' | 'hosted' | 'hub' | 'own';
  supplier: string;
  promises: string[];
  sources: Source[];
  memory: '' | 'none' | 'each' | 'all';
  tools: Tool[];
  rights: '' | 'own key' | 'the user’s';
  packages: boolean;
  place: '' | 'cloud' | 'laptop' | 'device';
  secrets: string;
};

export const first: Answers = {
  title: '', people: [], model: '', supplier: '', promises: [], sources: [], memory: '', tools: [], rights: '', packages: false, place: '', secrets: '',
};

/** Persons, sources and tools that are often there: one press adds one. */
export const usual = {
  people: [{ name: 'employee', hostile: false }, { name: 'customer', hostile: true }, { name: 'visitor', hostile: true }, { name: 'developer', hostile: false }],
  sources: [
    { label: 'company documents', of: { name: 'documents', writers: [], kind: 'store' } },
    { label: 'tickets or mail', of: { name: 'tickets', writers: ['stranger'], kind: 'store' } },
    { label: 'files that users upload', of: { name: 'uploads', writers: [EVERY_USER], kind: 'store' } },
    { label: 'web pages', of: { name: 'web', writers: ['stranger'], kind: 'web' } },
    { label: 'a code repository', of: { name: 'repository', writers: [], kind: 'store' } },
  ] as { label: string; of: Source }[],
  tools: [
    { label: 'look records up', of: { name: 'lookup', deed: 'reads', what: 'records', by: 'us', maker: '' } },
    { label: 'change records', of: { name: 'update', deed: 'changes', what: 'records', by: 'us', maker: '' } },
    { label: 'send mail or messages', of: { name: 'mail', deed: 'sends', what: 'send_mail', by: 'us', maker: '' } },
    { label: 'run commands', of: { name: 'shell', deed: 'runs', what: 'run_command', by: 'us', maker: '' } },
    { label: 'pay or order', of: { name: 'orders', deed: 'other', what: 'place_order', by: 'us', maker: '' } },
  ] as { label: string; of: Tool }[],
};

/** Promises of the language that a supplier makes who runs a model. */
export const promises = ['unaltered', 'no insider', 'no retention', 'no training'];

export const deeds: { id: Deed; says: string; what: string }[] = [
  { id: 'reads', says: 'reads', what: 'records' },
  { id: 'changes', says: 'changes', what: 'records' },
  { id: 'sends', says: 'sends to anyone', what: 'send_mail' },
  { id: 'runs', says: 'runs code', what: 'run_command' },
  { id: 'other', says: 'does', what: 'an action' },
];

export const makers: { id: By; says: string }[] = [
  { id: 'us', says: 'us' },
  { id: 'code', says: 'others, and we run it' },
  { id: 'service', says: 'others, who run it' },
];
