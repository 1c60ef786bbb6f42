// A long question of a view: asked when it appears and whenever what it depends on is new; given up when it goes.

import { useEffect, useRef, useState } from 'preact/hooks';
import { answers, engine, stop } from '../state/engine';

export type Asked<T> = {
  /** The last answer; stays while a newer one is sought. */
  value: T | undefined;
  /** `slow` once it has taken long enough to be shown. */
  phase: 'asking' | 'slow' | 'done' | 'cancelled';
  again(): void;
};

/** `on`: what the answer depends on; while that stays, an answer is not sought again. */
export function useAsked<T>(ask: () => Promise<T>, on: unknown[]): Asked<T> {
  const answered = useRef<unknown[] | null>(null);
  const [value, setValue] = useState<T | undefined>(undefined);
  const [phase, setPhase] = useState<Asked<T>['phase']>('asking');
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (answered.current?.every((one, i) => one === on[i])) return;
    let late = false;
    setPhase('asking');
    const patience = setTimeout(() => setPhase((now) => (now === 'asking' ? 'slow' : now)), 400);
    ask().then(
      (answer) => {
        if (late) return;
        answered.current = on;
        setValue(() => answer);
        setPhase('done');
      },
      // A newer analysis brings the question again.
      () => { if (!late && engine.peek().phase !== 'working') setPhase('cancelled'); },
    );
    return () => {
      late = true;
      clearTimeout(patience);
      stop();
    };
  }, [...on, answers.value?.generation, round]);
  return { value, phase, again: () => setRound(round + 1) };
}

/** Says that a question takes long, or was given up. */
export function Underway({ what, phase, of, again }: { what: string; phase: 'asking' | 'slow' | 'done' | 'cancelled'; of?: { done: number; of: number } | undefined; again(): void }) {
  if (phase === 'slow') return (
    <div class="notice busy"><span class="grow" role="status">{what}</span><progress aria-label={what} {...(of ? { value: of.done, max: of.of } : {})} /><button type="button" class="button" onClick={stop}>Cancel</button></div>
  );
  if (phase === 'cancelled') return (
    <div class="notice"><span class="grow" role="status"><b>Cancelled.</b> What is shown is what was known by then.</span><button type="button" class="button" onClick={again}>Compute</button></div>
  );
  return null;
}
