import { resolve } from 'node:path';

/** A path as a person writes it, made absolute. Undefined when it starts with `~` and there is no home. */
export function absolutePath(written: string, folder: string, home: string | undefined): string | undefined {
  if (written !== '~' && !written.startsWith('~/')) return resolve(folder, written);
  return home === undefined || home === '' ? undefined : resolve(home, `.${written.slice(1)}`);
}

/** Whether `inner` is below `outer`; both absolute and normalized. A path is not below itself. */
export function isInside(inner: string, outer: string): boolean {
  return inner !== outer && inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`);
}
