import type { DeferredField } from './manifest.ts';

/** The fields that are valid but that this version does not act on: there is none. */
export const deferredFields: readonly DeferredField[] = [];
