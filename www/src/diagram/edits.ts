// What is changed from the picture: each as edits of the description under a name, or as a place that stays here.

import { move } from '../state/picture';
import type { Point } from './route';

/** Puts things where the reader moved them. */
export function putAt(places: (readonly [string, Point])[]): void {
  move(places);
}
export async function moveInto(_ids: readonly string[], _box: string | null): Promise<void> {}
export function connectTo(_from: string, _to: string, _at: Point): void {}
