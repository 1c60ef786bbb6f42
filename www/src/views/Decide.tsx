// A decision where its subject is shown: what was decided and whether it still stands, or a form that writes one.

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Decision } from '../generated/api';
import { says } from '../parts/Sentence';
import { confirm, decide, decided, kinds, kindWord, needDecisions, withdraw, type Draft } from '../state/decisions';
import { refusal } from '../state/edit';
import { answers } from '../state/engine';

/** The decision that is being written. */
const open = signal<{ about: string; draft: Draft } | null>(null);

/** Today as the reader's clock has it: what is written is what the form shows. */
const today = () => {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
};

export function Decide({ about }: { about: string }) {
  const generation = answers.value?.generation;
  useEffect(needDecisions, [generation]);
  const known = decided.value.get(about);
  if (open.value?.about === about) return <Form about={about} draft={open.value.draft} />;
  const begin = () => {
    const from = known ? { decision: known.decision, reason: known.reason, owner: known.owner ?? '', date: today() } : { decision: 'accepted' as const, reason: '', owner: lastOwner, date: today() };
    refusal.value = '';
    open.value = { about, draft: from };
  };
  return (
    <section class="decision" aria-label={`Decision on ${about}`}>
      {known ? <><Standing of={known} /><p class="do"><button type="button" class="link" onClick={begin}>Change</button>{known.state !== 'stands' && known.now && <button type="button" class="link" onClick={() => void confirm(known)}>It still holds</button>}<button type="button" class="link" onClick={() => void withdraw(about)}>Withdraw</button></p></>
        : <button type="button" class="link" onClick={begin}>Decide on {/^[\w-]+$/.test(about) ? about : 'this'}</button>}
    </section>
  );
}
let lastOwner = '';

/** What was decided, and whether what it rests on is as it was. */
export function Standing({ of }: { of: Decision }) {
  const tone = of.state === 'stands' ? 'good' : of.state === 'changed' || of.state === 'unknown' ? 'bad' : 'cond';
  return (
    <p class="standing"><b>{kindWord[of.decision]}</b>{of.owner && <> by {of.owner}</>}{of.date && <>, {of.date}</>}: {of.reason}
      <span class={tone}>{of.state === 'stands' ? 'Stands' : says(of.sentence)}</span></p>
  );
}

function Form({ about, draft }: { about: string; draft: Draft }) {
  const put = (part: Partial<Draft>) => (open.value = { about, draft: { ...draft, ...part } });
  const write = async (event: Event) => {
    event.preventDefault();
    lastOwner = draft.owner;
    if (await decide(about, draft)) open.value = null;
  };
  return (
    <form class="decide" aria-label={`Decide on ${about}`} onSubmit={(e) => void write(e)} onKeyDown={(e) => { if (e.key === 'Escape') { e.stopPropagation(); open.value = null; } }}>
      <fieldset><legend>Decision on <code>{about}</code></legend>{kinds.map((k) => <label class="check-line" key={k.id}><input type="radio" name="decision" checked={draft.decision === k.id} onChange={() => put({ decision: k.id })} /> <span><b>{kindWord[k.id]}</b>: {k.says}</span></label>)}</fieldset>
      <label>Reason <input type="text" required value={draft.reason} onInput={(e) => put({ reason: e.currentTarget.value })} /></label>
      <div><label>Owner <input type="text" value={draft.owner} onInput={(e) => put({ owner: e.currentTarget.value })} /></label><label>Date <input type="date" value={draft.date} onInput={(e) => put({ date: e.currentTarget.value })} /></label></div>
      {refusal.value && <p class="bad" role="alert">{says(refusal.value)}</p>}
      <p class="do"><button type="submit" class="button primary">Write into the description</button><button type="button" class="button" onClick={() => (open.value = null)}>Cancel</button></p>
      <p class="quiet">It is written with the verdict and the attack sets that it rests on, and says so when they change.</p>
    </form>
  );
}
