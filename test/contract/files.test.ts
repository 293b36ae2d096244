import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { existsMatching, lookAt } from '../../src/host/files.ts';
import { HostError } from '../../src/host/host-error.ts';
import { openDatabase } from '../../src/host/store/database.ts';
import { temporaryDirectory } from '../rig/temporary.ts';

describe('a look for a file', () => {
  let root: string;

  beforeAll(async () => {
    root = await temporaryDirectory('look *-');
    for (const [index, name] of ['2026/20/a.log', '2026/21/b.log', '2026/21/c.txt', '2027/01/d.log'].entries()) {
      const path = join(root, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `first ${name}\nsecond\nthird\n`);
      await utimes(path, index + 1, index + 1);
    }
  });

  it('takes the newest that the pattern names, whole names only', () => {
    expect(lookAt({ path: `${root}/*/*/*` })?.end.path).toBe(join(root, '2027/01/d.log'));
    expect(lookAt({ path: `${root}/2026/*/b.log` })?.text).toBe('first 2026/21/b.log\nsecond\nthird\n');
    expect(lookAt({ path: `${root}/202*/21/b.log` })).toBeUndefined();
    expect(existsMatching(`${root}/*/01`)).toBe(true);
    expect(existsMatching(`${root}/*/02`)).toBe(false);
  });

  it('passes over folders, names and beginnings that are not meant', () => {
    const asked: string[] = [];
    const only = {
      path: (path: string) => asked.push(path) > 0 && !path.endsWith('/2027') && !path.endsWith('.txt'),
      beginning: (text: string) => text.startsWith('first 2026/20'),
    };
    expect(lookAt({ path: `${root}/*/*/*`, only })?.end.path).toBe(join(root, '2026/20/a.log'));
    expect(asked.filter((path) => path.includes('/2027/'))).toEqual([]);
  });

  it('gives the last lines, and what stands behind an end that was seen before', async () => {
    const path = join(root, 'growing');
    await writeFile(path, 'one\ntwo\n');
    const { end } = lookAt({ path })!;
    expect(lookAt({ path, tailBytes: 5 })?.text).toBe('two\n');
    await writeFile(path, 'three\n', { flag: 'a' });
    expect(lookAt({ path, behind: end })).toMatchObject({ text: 'three\n', end: { path, bytes: 14 } });
    await rm(path);
    expect(lookAt({ path, behind: end })).toBeUndefined();
  });

  it('gives the rows of a database that its owner writes to, and changes nothing there', async () => {
    const path = join(root, 'owned #%20?.db');
    const owner = openDatabase(path);
    owner.exec('PRAGMA journal_mode = WAL; CREATE TABLE said (who TEXT, what TEXT)');
    const look = { path, query: { sql: 'SELECT what FROM said WHERE who = ? ORDER BY rowid', values: ['ann'] } };
    expect(lookAt(look)).toBeUndefined();
    owner.exec("INSERT INTO said VALUES ('ann', 'Äpfel'), ('bob', 'pears')");
    const { text, end } = lookAt(look)!;
    expect(text).toBe('{"what":"Äpfel"}\n');
    owner.exec("INSERT INTO said VALUES ('ann', 'figs')");
    expect(lookAt({ ...look, behind: end })?.text).toBe('{"what":"figs"}\n');
    expect(() => lookAt({ path, query: { sql: 'DELETE FROM said', values: [] } })).toThrow(HostError);
    owner.close();
    expect(lookAt(look)?.text).toBe('{"what":"Äpfel"}\n{"what":"figs"}\n');
  });
});
