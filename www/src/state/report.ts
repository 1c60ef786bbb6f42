// The report to file: which parts it has, and the wish to print it, which waits until it is there.

import { signal } from '@preact/signals';
import { home, reporting } from './view';

/** Ids of the parts that the reader chose; null while they are the usual ones. */
export const parts = signal<string[] | null>(null);
/** It is to be printed as soon as it is shown. */
export const toPrint = signal(false);

/** Shows the report and prints it. */
export function printReport(): void {
  home.value = false;
  reporting.value = true;
  toPrint.value = true;
}
