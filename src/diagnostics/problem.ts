import type { Diagnostic, Place } from './diagnostic.ts';

/** Where a problem is, what else it concerns and what would be valid. */
export interface Whereabouts {
  readonly place: Place;
  readonly related?: Diagnostic['related'];
  readonly hint?: string | undefined;
}

export function error(code: string, message: string, at: Whereabouts): Diagnostic {
  return problem({ severity: 'error', code, message }, at);
}

export function warning(code: string, message: string, at: Whereabouts): Diagnostic {
  return problem({ severity: 'warning', code, message }, at);
}

function problem(what: Pick<Diagnostic, 'severity' | 'code' | 'message'>, at: Whereabouts): Diagnostic {
  return {
    ...what,
    place: at.place,
    ...(at.related === undefined || at.related.length === 0 ? {} : { related: at.related }),
    ...(at.hint === undefined ? {} : { hint: at.hint }),
  };
}
