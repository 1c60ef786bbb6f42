// In whose words facts are read: a choice of audience, and the sentences of facts in its words.

import { useEffect, useState } from 'preact/hooks';
import type { Reading, Step } from '../generated/api';
import { audiences, needCatalog, readAs } from '../state/catalog';
import { answers, readAs as readFacts } from '../state/engine';

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

/** Readings of some steps in the words of the audience chosen, in their order; none while none is chosen or known. */
export function useReadings(of: string, ask: (audience: string) => Promise<Reading[]>): Reading[] {
  const audience = readAs.value;
  const key = audience && [audience, answers.value?.generation, of].join(' ');
  const [known, setKnown] = useState<{ key: string; readings: Reading[] }>({ key: '', readings: [] });
  useEffect(() => {
    if (!key) return;
    let late = false;
    ask(audience).then((readings) => { if (!late) setKnown({ key, readings }); }, () => undefined);
    return () => void (late = true);
  }, [key]);
  return key && known.key === key ? known.readings : [];
}

/** Readings of steps whose path is not one of a claim's: gains in the audience's words, rules in their own. */
export const readSteps = (steps: Step[]) => (audience: string): Promise<Reading[]> =>
  readFacts(audience, steps.map((s) => `${s.gain.capability}(${s.gain.element})`)).then((said) => said.map((says, i) => ({ says, how: steps[i]?.sentence ?? '' })));
