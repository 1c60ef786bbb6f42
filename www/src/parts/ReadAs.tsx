// In whose words facts are read: a choice of audience, and the sentences of facts in its words.

import { useEffect, useState } from 'preact/hooks';
import type { Gain } from '../generated/api';
import { audiences, needCatalog, readAs } from '../state/catalog';
import { answers, readAs as ask } from '../state/engine';

export function ReadAs({ label, none }: { label: string; none: string }) {
  const generation = answers.value?.generation;
  useEffect(needCatalog, [generation]);
  return (
    <label class="choose read-as">{label} <select value={readAs.value} onChange={(e) => (readAs.value = e.currentTarget.value)}>
      <option value="">{none}</option>
      {audiences.value.map((a) => <option key={a.id} value={a.id}>{a.name}</option>)}
    </select></label>
  );
}

const factOf = (gain: Gain) => `${gain.capability}(${gain.element})`;

/** The sentence of each gain in the words of the audience chosen; nothing while none is chosen or known. */
export function useSpoken(gains: Gain[]): (gain: Gain) => string | null {
  const audience = readAs.value;
  const facts = gains.map(factOf);
  const key = audience && [audience, answers.value?.generation, ...facts].join('\n');
  const [known, setKnown] = useState<{ key: string; said: Map<string, string> }>({ key: '', said: new Map() });
  useEffect(() => {
    if (!key) return;
    let late = false;
    ask(audience, facts).then((said) => { if (!late) setKnown({ key, said: new Map(facts.map((f, i) => [f, said[i] ?? ''])) }); }, () => undefined);
    return () => void (late = true);
  }, [key]);
  return (gain) => (key && known.key === key && known.said.get(factOf(gain))) || null;
}
