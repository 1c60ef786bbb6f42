// Another name for a thing, everywhere in the description at once.

import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../parts/Dialog';
import { edit } from '../state/document';
import { change, refusal } from '../state/edit';
import { afterDialog, dialog, renaming } from '../state/view';
import { count } from '../words';

function shut(): void {
  afterDialog(() => edit()?.focus());
  dialog.value = null;
}

export function Rename() {
  const { name, kind, places } = renaming.value ?? { name: '', kind: '', places: 0 };
  const [to, setTo] = useState(name);
  const [why, setWhy] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (to === name || (await change(`rename ${name} to ${to}`, [{ kind: kind === 'claim' ? 'rename_claim' : 'rename', from: name, to }]))) shut();
    else setWhy(refusal.peek());
  };
  return (
    <Dialog title={`Rename ${kind} ${name}`} onClose={shut}>
      <form onSubmit={(event) => void submit(event)}>
        <label class="field"><span>New name, in {count(places, 'place')}</span><input ref={input} type="text" autofocus autocomplete="off" spellcheck={false} aria-invalid={why !== ''} aria-describedby="rename-why" value={to} onInput={(e) => { setTo(e.currentTarget.value); setWhy(''); }} /></label>
        <p id="rename-why" class="bad">{why}</p>
        <footer><button type="submit" class="button primary">Rename</button><button type="button" class="button" onClick={shut}>Leave it</button></footer>
      </form>
    </Dialog>
  );
}
