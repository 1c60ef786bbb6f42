// What the description leaves open: asked once for each answer, when somebody looks.

import { signal } from '@preact/signals';
import type { OpenQuestions } from '../generated/api';
import { answers, questions as ask } from './engine';

/** The description was just written from answers: what they left open is worth a hint. */
export const justWritten = signal(false);
export const questions = signal<OpenQuestions | null>(null);
let of = 0;

/** Asks for the newest answers, unless that was done. */
export function needQuestions(): void {
  const generation = answers.peek()?.generation ?? 0;
  if (!generation || generation === of) return;
  of = generation;
  ask().then(
    (found) => of === generation && (questions.value = found),
    () => of === generation && (of = 0),
  );
}
