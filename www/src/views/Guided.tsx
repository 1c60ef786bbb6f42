// The guided start: ten questions about an agent, and beside them the description that the answers come to.

import { signal, useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { deeds, EVERY_USER, first, makers, promises, usual, type Answers, type By, type Deed, type Source } from '../guided/answers';
import { valuesAt } from '../editor/schema';
import { write } from '../guided/write';
import { openWritten } from '../files';
import { Icon } from '../icons';
import { guided } from '../state/view';

const answers = signal<Answers>(first);
const put = (change: Partial<Answers>) => (answers.value = { ...answers.peek(), ...change });

export function Guided() {
  const a = answers.value;
  const text = useComputed(() => write(answers.value));
  const users = a.people.map((p) => p.name).filter(Boolean);
  if (!users.length) users.push('user');
  const roles = [...users, 'stranger'];
  const writes = (s: Source, role: string) => s.writers.includes(role) || (role !== 'stranger' && s.writers.includes(EVERY_USER));
  /** Who writes a source when somebody is ticked or not; with one user unticked, the others are left. */
  const writersWith = (s: Source, role: string, ticked: boolean) => [...(role === 'stranger' ? s.writers : roles.filter((r) => writes(s, r))).filter((w) => w !== role), ...(ticked ? [role] : [])];
  const begin = () => openWritten({ name: 'untitled.yaml', text: text.value }, () => { answers.value = first; });
  return (
    <main class="guided">
      <form class="questions" onSubmit={(e) => { e.preventDefault(); begin(); }}>
        <header>
          <button type="button" class="link back-link" onClick={() => (guided.value = false)}><Icon name="prev" class="i s" />Back</button>
          <h1>Ten questions about your system</h1>
          <p class="mid">Leave open what you do not know: it counts as unknown, never as safe, and is asked again afterwards by how much it matters. Everything can be changed later.</p>
        </header>
        <ol>
          <Question says="What is it called?"><input type="text" aria-label="Title" placeholder="Our assistant" value={a.title} onInput={(e) => put({ title: e.currentTarget.value })} /></Question>
          <Question says="Who uses it, and who of them might be hostile?" hint="Anyone who can sign up might be.">
            <Rows of={a.people} label="user" onRemove={(i) => put({ people: without(a.people, i) })} row={(p, i) => <>
              <input type="text" aria-label={`Name of user ${i + 1}`} value={p.name} onInput={(e) => put({ people: at(a.people, i, { ...p, name: e.currentTarget.value }) })} />
              <label class="check-line"><input type="checkbox" checked={p.hostile} onChange={(e) => put({ people: at(a.people, i, { ...p, hostile: e.currentTarget.checked }) })} /> might be hostile</label>
            </>} />
            <Usual of={usual.people.filter((p) => !a.people.some((x) => x.name === p.name)).map((p) => ({ label: p.name, add: () => put({ people: [...a.people, p] }) }))} other={() => put({ people: [...a.people, { name: '', hostile: true }] })} />
          </Question>
          <Question says="Who runs the model?">
            <Pick label="Who runs the model" value={a.model} of={[['', 'not known yet'], ['hosted', 'a supplier, behind its interface'], ['hub', 'we do, with weights from a hub'], ['own', 'we do, with weights of our own']]} onPick={(model) => put({ model })} />
            {(a.model === 'hosted' || a.model === 'hub') && <label class="beside">{a.model === 'hosted' ? 'The supplier is called' : 'The hub is called'} <input type="text" value={a.supplier} placeholder={a.model === 'hosted' ? 'provider' : 'hub'} onInput={(e) => put({ supplier: e.currentTarget.value })} /></label>}
          </Question>
          <Question says="What has that supplier promised?" hint={a.model === 'hosted' ? 'Only what a contract says. What is not ticked stays unknown.' : a.model ? 'Nothing to ask: you run the model yourself.' : 'Asked of a supplier that runs the model.'}>
            {a.model === 'hosted' && valuesAt(['suppliers', 'x', 'promises']).filter((p) => promises.includes(p.name)).map(({ name, meaning }) => (
              <label class="check-line" key={name}><input type="checkbox" checked={a.promises.includes(name)} onChange={(e) => put({ promises: e.currentTarget.checked ? [...a.promises, name] : a.promises.filter((x) => x !== name) })} /> <span>{meaning} <code>{name}</code></span></label>
            ))}
          </Question>
          <Question says="What does it read besides the message of its user, and who can write there?" hint="Most attacks on agents come this way.">
            <Rows of={a.sources} label="source" onRemove={(i) => put({ sources: without(a.sources, i) })} row={(s, i) => <>
              <input type="text" aria-label={`Name of source ${i + 1}`} value={s.name} onInput={(e) => put({ sources: at(a.sources, i, { ...s, name: e.currentTarget.value }) })} />
              <span class="beside" role="group" aria-label={`Who writes ${s.name || `source ${i + 1}`}`}>written by {roles.map((r) => <label class="check-line" key={r}><input type="checkbox" checked={writes(s, r)} onChange={(e) => put({ sources: at(a.sources, i, { ...s, writers: writersWith(s, r, e.currentTarget.checked) }) })} /> {r === 'stranger' ? 'strangers' : r}</label>)}{s.writers.includes(EVERY_USER) && <span class="quiet">users are ticked, for they upload</span>}</span>
            </>} />
            <Usual of={usual.sources.filter((s) => !a.sources.some((x) => x.name === s.of.name)).map((s) => ({ label: s.label, add: () => put({ sources: [...a.sources, s.of] }) }))} other={() => put({ sources: [...a.sources, { name: '', writers: [], kind: 'store' }] })} />
          </Question>
          <Question says="Does it remember from one conversation to the next?">
            <Pick label="Memory" value={a.memory} of={[['', 'not known yet'], ['none', 'no'], ['each', 'each person has an own memory'], ['all', 'one memory for everybody']]} onPick={(memory) => put({ memory })} />
          </Question>
          <Question says="What can it do?" hint="Say who made each tool: a server from npm, say, is made by others, and you run it.">
            <Rows of={a.tools} label="tool" onRemove={(i) => put({ tools: without(a.tools, i) })} row={(t, i) => <>
              <label class="above"><small>called</small><input type="text" aria-label={`Name of tool ${i + 1}`} value={t.name} onInput={(e) => put({ tools: at(a.tools, i, { ...t, name: e.currentTarget.value }) })} /></label>
              <label class="above"><small>which</small><select aria-label={`What ${t.name || 'the tool'} does`} value={t.deed} onChange={(e) => put({ tools: at(a.tools, i, { ...t, deed: e.currentTarget.value as Deed }) })}>{deeds.map((d) => <option key={d.id} value={d.id}>{d.says}</option>)}</select></label>
              <label class="above"><small>{t.deed === 'reads' || t.deed === 'changes' ? 'what' : 'as an action called'}</small><input type="text" aria-label={`What ${t.name || 'the tool'} ${deeds.find((d) => d.id === t.deed)?.says ?? 'does'}`} placeholder={deeds.find((d) => d.id === t.deed)?.what ?? ''} value={t.what} onInput={(e) => put({ tools: at(a.tools, i, { ...t, what: e.currentTarget.value }) })} /></label>
              <label class="above"><small>made by</small><select aria-label={`Who makes ${t.name || 'the tool'}`} value={t.by} onChange={(e) => put({ tools: at(a.tools, i, { ...t, by: e.currentTarget.value as By }) })}>{makers.map((m) => <option key={m.id} value={m.id}>{m.says}</option>)}</select></label>
              {t.by !== 'us' && <label class="above"><small>their name</small><input type="text" aria-label={`Maker of ${t.name || 'the tool'}`} placeholder="tool_maker" value={t.maker} onInput={(e) => put({ tools: at(a.tools, i, { ...t, maker: e.currentTarget.value }) })} /></label>}
            </>} />
            <Usual of={usual.tools.filter((t) => !a.tools.some((x) => x.name === t.of.name)).map((t) => ({ label: t.label, add: () => put({ tools: [...a.tools, t.of] }) }))} other={() => put({ tools: [...a.tools, { name: '', deed: 'other', what: '', by: 'us', maker: '' }] })} />
          </Question>
          <Question says="With whose rights does it touch records?">
            <Pick label="Rights" value={a.rights} of={[['', 'not known yet'], ['own key', 'a key of its own, for everybody’s records'], ['the user’s', 'those of the person who asks']]} onPick={(rights) => put({ rights })} />
          </Question>
          <Question says="Where does it run, and on what code of others?">
            <Pick label="Place" value={a.place} of={[['', 'not known yet'], ['cloud', 'our cloud or cluster'], ['laptop', 'a developer’s machine'], ['device', 'a device that others can hold']]} onPick={(place) => put({ place })} />
            <label class="check-line"><input type="checkbox" checked={a.packages} onChange={(e) => put({ packages: e.currentTarget.checked })} /> with packages from a public registry</label>
          </Question>
          <Question says="What else there must stay secret?" hint="Names, with commas; a key, token or password by its name. Claims on records, actions, answers and conversations are written by themselves.">
            <input type="text" aria-label="Secrets" placeholder="price_list, contracts" value={a.secrets} onInput={(e) => put({ secrets: e.currentTarget.value })} />
          </Question>
        </ol>
        <footer><button type="submit" class="button primary">Write the description</button><span class="quiet">and see which claims hold</span></footer>
      </form>
      <aside class="written" aria-label="The description so far"><h2>The description so far</h2><pre tabIndex={0}>{text.value}</pre></aside>
    </main>
  );
}

const at = <T,>(all: T[], i: number, to: T): T[] => all.map((x, j) => (j === i ? to : x));
const without = <T,>(all: T[], i: number): T[] => all.filter((_, j) => j !== i);

function Question({ says, hint, children }: { says: string; hint?: string; children: ComponentChildren }) {
  return <li><fieldset><legend>{says}</legend>{hint && <p class="quiet">{hint}</p>}{children}</fieldset></li>;
}

function Rows<T>({ of, label, row, onRemove }: { of: T[]; label: string; row(item: T, i: number): ComponentChildren; onRemove(i: number): void }) {
  const box = useRef<HTMLDivElement>(null);
  const had = useRef(of.length);
  // A new row is written in at once; after one is taken out, the focus is where another can be added.
  useLayoutEffect(() => {
    const before = had.current;
    had.current = of.length;
    const field = box.current?.querySelector<HTMLInputElement>('.answer-row:last-child input');
    if (of.length > before && field?.value === '') field.focus();
    else if (of.length < before) box.current?.closest('fieldset')?.querySelector<HTMLElement>('.usual button:last-child')?.focus();
  }, [of.length]);
  return <div class="answer-rows" ref={box}>{of.map((item, i) => <div class="answer-row" key={i}>{row(item, i)}<button type="button" class="button ghost" aria-label={`Take out ${label} ${i + 1}`} title="Take out" onClick={() => onRemove(i)}><Icon name="close" class="i s" /></button></div>)}</div>;
}

function Usual({ of, other }: { of: { label: string; add(): void }[]; other(): void }) {
  return <div class="usual">{of.map((u) => <button type="button" class="button small" key={u.label} onClick={u.add}><Icon name="plus" class="i s" />{u.label}</button>)}<button type="button" class="button small" onClick={other}><Icon name="plus" class="i s" />another</button></div>;
}

function Pick<T extends string>({ label, value, of, onPick }: { label: string; value: T; of: [T, string][]; onPick(v: T): void }) {
  return <div class="pick-one" role="radiogroup" aria-label={label}>{of.map(([id, says]) => <label class="check-line" key={id}><input type="radio" name={label} checked={value === id} onChange={() => onPick(id)} /> {says}</label>)}</div>;
}
