// What www/build.mjs puts into the page.

declare module 'bartizan:examples' {
  import type { Source } from '../generated/api';
  export const examples: Source[];
}

declare module 'bartizan:schema' {
  export const schema: unknown;
}

declare module 'bartizan:version' {
  export const version: string;
}

declare module 'bartizan:worker' {
  /** Text of the bundled worker. */
  export const worker: string;
}
