import { lstatSync, mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inFiles } from './scratch.ts';

/** Puts a text in a file's place at once: whoever reads it finds the old one or the new one. Throws a HostError. */
export function replaceText(path: string, text: string): void {
  const draft = `${path}.${process.pid}.new`;
  inFiles(`write ${path}`, () => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, path);
  });
}

/** Makes a symbolic link, in place of another one. Throws a HostError. */
export function replaceLink(path: string, target: string): void {
  const draft = `${path}.${process.pid}.new`;
  inFiles(`make the link ${path}`, () => {
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, draft);
    renameSync(draft, path);
  });
}

/** Where a symbolic link leads, as it is written; undefined where there is none. Throws a HostError. */
export function linkTarget(path: string): string | undefined {
  return inFiles(`read the link ${path}`, () => (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true ? readlinkSync(path) : undefined));
}

/** Removes a file or a link, if there is one. Throws a HostError. */
export function removeFile(path: string): void {
  inFiles(`remove ${path}`, () => rmSync(path, { force: true }));
}

/** Makes a folder that only its owner can look into, and those above it. Throws a HostError. */
export function makePrivateFolder(path: string): void {
  inFiles(`make ${path}`, () => mkdirSync(path, { recursive: true, mode: 0o700 }));
}

/** Writes a file that only its owner can read, unless there is one: tells whether this call wrote it. Throws a HostError. */
export function claimFile(path: string, text: string): boolean {
  makePrivateFolder(dirname(path));
  return inFiles(`write ${path}`, () => {
    try {
      writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  });
}

/** Removes a folder with all that is in it, if it is there. Throws a HostError. */
export function removeTree(path: string): void {
  inFiles(`remove ${path}`, () => rmSync(path, { recursive: true, force: true }));
}
