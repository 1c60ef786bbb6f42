// A claim as a sentence to fill in: nobody but whom, or in what, gains which capability over what, under a name. Opened from anywhere.

import { nameFault } from '../diagram/kinds';
import { meaningOf, valuesAt } from '../editor/schema';
import { Dialog } from '../parts/Dialog';
import { says } from '../parts/Sentence';
import { all, draft, isAdversary, protectable, roles, taken, usually, type Draft } from '../state/claim';
import { change, refusal, tell } from '../state/edit';
import { afterDialog, dialog, openClaim, openSet } from '../state/view';

const shut = () => void (dialog.value = null);

export function NewClaim() {
  const d = draft.value;
  const put = (part: Partial<Draft>) => (draft.value = { ...draft.peek(), ...part });
  const [roleNames, suppliers] = [roles().map((n) => n.name), all().filter((n) => n.kind === 'supplier').map((n) => n.name)];
  const who = [...(d.how === 'nobody in' ? ['anyone'] : []), ...roleNames, ...suppliers];
  const whom = d.whom.filter((name) => who.includes(name));
  const over = protectable();
  const capabilities = valuesAt(['claims', 'x', 'gains']);
  const whose = valuesAt(['claims', 'x', 'of']);
  const fault = nameFault(d.name, taken());
  const submit = async (event: Event) => {
    event.preventDefault();
    const id = d.name;
    if (fault) return;
    const value = { [d.how]: whom.length === 1 ? whom[0] : whom, gains: d.gains, over: d.over, ...(d.of ? { of: d.of } : {}) };
    if (!(await change(`add claim ${id}`, [{ kind: 'set', path: ['claims', id], value }]))) return;
    openClaim.value = id;
    openSet.value = 0;
    tell(`Claim ${id} is added`);
    afterDialog(() => document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus());
    shut();
  };
  const choice = (name: string) => <option key={name} value={name}>{name}</option>;
  return (
    <Dialog title="A new claim" onClose={shut}>
      <form class="new-claim" onSubmit={(e) => void submit(e)}>
        <fieldset>
          <legend>Nobody <select aria-label="Who is meant" value={d.how} onChange={(e) => { const how = e.currentTarget.value as Draft['how']; put({ how, whom: how === 'nobody in' ? ['anyone'] : roles().filter((n) => !isAdversary(n)).map((n) => n.name) }); }}><option value="nobody but">but</option><option value="nobody in">in</option></select></legend>
          <div class="whom">{who.map((name) => <label class="check-line" key={name}><input type="checkbox" checked={whom.includes(name)} onChange={(e) => put({ whom: e.currentTarget.checked ? [...whom, name] : whom.filter((x) => x !== name) })} /> {name === 'anyone' ? 'any adversary' : <code>{name}</code>}</label>)}</div>
          {!who.length && <p class="quiet">No role and no supplier is described yet.</p>}
        </fieldset>
        <label><span>gains</span> <select value={d.gains} onChange={(e) => put({ gains: e.currentTarget.value })}>{capabilities.map((c) => choice(c.name))}</select></label>
        <p class="quiet">{capabilities.find((c) => c.name === d.gains)?.meaning}</p>
        <label><span>over</span> <select value={d.over} onChange={(e) => put({ over: e.currentTarget.value, gains: usually(e.currentTarget.value) })}>
          {d.over && !over.some((o) => o.name === d.over) && choice(d.over)}
          <optgroup label="Assets">{over.filter((o) => o.asset).map((o) => <option key={o.name} value={o.name}>{o.name} ({o.is})</option>)}</optgroup>
          <optgroup label="Elements and what belongs to them">{over.filter((o) => !o.asset).map((o) => <option key={o.name} value={o.name}>{o.name} ({o.is})</option>)}</optgroup>
        </select></label>
        <label><span>of</span> <select value={d.of} onChange={(e) => put({ of: e.currentTarget.value })}><option value="">as usual</option>{whose.map((c) => choice(c.name))}</select></label>
        <p class="quiet">{whose.find((c) => c.name === d.of)?.meaning || meaningOf(['claims', 'x', 'of'])?.text.replaceAll('`', '')}</p>
        <label><span>named</span> <input value={d.name} spellcheck={false} autocomplete="off" aria-invalid={fault !== null} aria-describedby="claim-name-fault" onInput={(e) => put({ name: e.currentTarget.value.trim().replace(/\s+/g, '_') })} /></label>
        {fault && <p class="cond" role="status" id="claim-name-fault">{fault}</p>}
        {refusal.value && <p class="bad" role="alert">{says(refusal.value)}</p>}
        <footer><button type="submit" class="button primary" disabled={!whom.length || !d.over || fault !== null}>Add the claim</button><button type="button" class="button" onClick={shut}>Cancel</button>{!over.length && <span class="quiet">Describe something to protect first.</span>}</footer>
      </form>
    </Dialog>
  );
}
