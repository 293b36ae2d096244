import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { namesIn } from '../../src/manifest/placeholders.ts';
import { promptKinds, promptNames, promptTextBytes } from '../../src/manifest/prompts.ts';

const packaged = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, packaged), 'utf8');
const page = read('docs/prompts.md');

it('docs/prompts.md has each prompt with its placeholders, those in bold that have to stand in it', () => {
  const rows = [...page.matchAll(/^\| `(\w+)` \| (.+) \| (.*)\|$/gm)].map(([, name, when, placeholders = '']) => ({ name, when, placeholders: placeholders.trim() }));
  const wanted = promptNames.map((name) => {
    const { placeholders, needs }: { readonly placeholders: readonly string[]; readonly needs: readonly string[] } = promptKinds[name];
    return { name, when: expect.any(String), placeholders: placeholders.map((one) => (needs.includes(one) ? `**\`{${one}}\`**` : `\`{${one}}\``)).join(', ') };
  });
  const byName = (one: { readonly name?: string | undefined }, other: { readonly name?: string | undefined }): number => (one.name! < other.name! ? -1 : 1);
  expect([...rows].sort(byName)).toEqual([...wanted].sort(byName));
  expect(page).toContain(`A text takes ${promptTextBytes} bytes at most.`);
});

it('each prompt is a file that ships with the package, and each such file a prompt', () => {
  expect(readdirSync(new URL('templates/prompts', packaged)).sort()).toEqual(promptNames.map((name) => `${name}.md`).sort());
});

it('the schema names them all', () => {
  const { definitions: { prompt } } = JSON.parse(read('schemas/team.schema.json')) as { readonly definitions: { readonly prompt: { readonly enum: readonly string[] } } };
  expect(prompt.enum).toEqual(promptNames);
});

it.each(promptNames)('what ships of %s says all that it may, in few words', (name) => {
  const { text, placeholders } = promptKinds[name];
  expect(text).toBe(read(`templates/prompts/${name}.md`).trim());
  expect([...new Set(namesIn(text))].sort()).toEqual([...placeholders].sort());
  expect(Buffer.byteLength(text)).toBeLessThan(promptTextBytes);
  expect(text).toMatch(/^[A-Z{]/);
});
