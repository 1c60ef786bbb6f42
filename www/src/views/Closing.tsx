// What could close the open claim: controls not in place, tried as a what-if.

import type { Claim, Control } from '../generated/api';
import { marks } from '../parts/Sentence';
import { answers, described } from '../state/engine';
import { listed } from '../state/path';
import { isOn, switchControl, switches } from '../state/scenario';
import { eventsOf, list, verdictWord } from '../words';

/** Numbers of the listed sets that need this control to be absent. */
function closes(claim: Claim, control: Control): number[] {
  const events = eventsOf(claim);
  return listed.value.flatMap(({ set }, i) =>
    set.events.some((id) => events.get(id)?.class === 'control_absent' && events.get(id)?.elements.includes(control.name)) ? [i + 1] : []);
}

/** Controls that are not in place as described, unless the claim holds without them. */
export function tryable(claim: Claim): Control[] {
  const controls = (answers.value?.overview.controls ?? []).filter((c) => !c.in_place || !isOn(c));
  return claim.verdict === 'holds' && !controls.some(isOn) ? [] : controls;
}

export function Closing({ claim }: { claim: Claim }) {
  const controls = tryable(claim);
  if (!controls.length) return null;
  // What is known to end most of it first.
  const ranked = controls.map((c) => ({ c, sets: closes(claim, c) })).sort((a, b) => b.sets.length - a.sets.length);
  const closing = ranked.some(({ sets }) => sets.length > 0 && sets.length === claim.sets.length);
  const before = described.value.get(claim.id);
  const changed = switches.value > 0 && before && before.verdict !== claim.verdict;
  return (
    <section class="closing">
      <h3>{closing ? 'What would close it' : 'Controls to try'} <span>cost</span></h3>
      {changed && <p class="mid">{verdictWord[before.verdict]} as described, {verdictWord[claim.verdict].toLowerCase()} with these switches.</p>}
      <ol>{ranked.map(({ c, sets }) => {
        const on = isOn(c);
        return (
          <li key={c.name} class={on ? 'tried' : ''}>
            <b><code>{c.name}</code> <span class="kind">{c.kind} on {c.on.join(', ')}</span></b>
            <span class="cost">{c.cost ?? '–'}</span>
            <button type="button" class="link" aria-pressed={on} aria-label={`${on ? 'Undo' : 'Try'} ${c.name}`} onClick={() => switchControl(c)}>{on ? 'Undo' : 'Try'}</button>
            <p>{sets.length > 0 && <>Ends {sets.length > 8 ? `${sets.length} sets` : `set ${list(sets.map(String))}`}. </>}{c.points === 0 ? 'It stands at no point of this system. ' : ''}{c.leaves && <>Leaves: {marks(c.leaves)}</>}</p>
          </li>
        );
      })}</ol>
    </section>
  );
}
