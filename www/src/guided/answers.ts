// What the guided start asks, and what it takes for answered before anybody answers.

export type Person = { name: string; hostile: boolean };
/** `writers` are names of persons and `stranger`; nobody is known to write where it is empty. */
export type Source = { name: string; writers: string[]; kind: 'store' | 'web' };
export type Deed = 'reads' | 'sends' | 'runs' | 'changes' | 'other';
export type Tool = { name: string; deed: Deed; what: string; theirs: boolean };
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
    { label: 'files that users upload', of: { name: 'uploads', writers: [], kind: 'store' } },
    { label: 'web pages', of: { name: 'web', writers: ['stranger'], kind: 'web' } },
    { label: 'a code repository', of: { name: 'repository', writers: [], kind: 'store' } },
  ] as { label: string; of: Source }[],
  tools: [
    { label: 'look records up', of: { name: 'lookup', deed: 'reads', what: 'records', theirs: false } },
    { label: 'change records', of: { name: 'update', deed: 'changes', what: 'records', theirs: false } },
    { label: 'send mail or messages', of: { name: 'mail', deed: 'sends', what: 'send_mail', theirs: false } },
    { label: 'run commands', of: { name: 'shell', deed: 'runs', what: 'run_command', theirs: false } },
    { label: 'pay or order', of: { name: 'orders', deed: 'other', what: 'place_order', theirs: false } },
  ] as { label: string; of: Tool }[],
};

export const promises: { id: string; says: string }[] = [
  { id: 'unaltered', says: 'It serves the model that it names' },
  { id: 'no insider', says: 'Nobody inside reads what passes through' },
  { id: 'no retention', says: 'What passes through is not kept' },
  { id: 'no training', says: 'What passes through is not learned from' },
];

export const deeds: { id: Deed; says: string; what: string }[] = [
  { id: 'reads', says: 'reads', what: 'records' },
  { id: 'changes', says: 'changes', what: 'records' },
  { id: 'sends', says: 'sends to anyone', what: 'send_mail' },
  { id: 'runs', says: 'runs code', what: 'run_command' },
  { id: 'other', says: 'does', what: 'an action' },
];
