// What www/build.mjs puts into the page.

declare module 'bartizan:examples' {
  import type { Source } from '../generated/api';
  export const examples: Source[];
  export const templates: Source[];
}

declare module 'bartizan:schema' {
  export const schema: unknown;
}

declare module 'bartizan:version' {
  export const version: string;
}

declare module 'bartizan:guard' {
  /** Text of the bundled guard, which runs first in every worker. */
  export const guard: string;
}

declare module 'bartizan:worker' {
  /** Text of the bundled worker of the engine. */
  export const worker: string;
}
