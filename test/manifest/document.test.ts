import { describe, expect, it } from 'vitest';
import { load, shop, told } from './memory-world.ts';

describe('a text that is not one YAML document', () => {
  it.each([
    ['is empty', ''],
    ['holds comments only', '# a team\n'],
    ['holds a tab', 'version: 1\nprojects:\n\tshop: {}\n'],
    ['holds two maps on one line', 'team: a: b\n'],
    ['opens a bracket', 'version: 1\nteam: [a\n'],
    ['is several documents', 'version: 1\n---\nversion: 1\n'],
    ['has tags', 'version: 1\nteam: !name night\n'],
    ['is YAML 1.1', '%YAML 1.1\n---\nversion: 1\n'],
    ['has two faults', 'team: "a\\q"\nenv: {A: b: c}\n'],
    ['is a list', '- version: 1\n'],
    ['is a word', 'night\n'],
  ])('%s', (_, text) => {
    expect(told(text)).toMatchSnapshot();
  });

  it('is nested without end', () => {
    expect(load('['.repeat(100_000)).diagnostics.map(({ code }) => code)).toEqual(['too-deep']);
    expect(load('- '.repeat(200) + 'x').diagnostics.map(({ code }) => code)).toContain('too-deep');
  });
});

describe('keys', () => {
  it('are given once', () => {
    expect(told(shop('pm: {model: opus}\npm: {model: haiku}'))).toMatchInlineSnapshot(`
      "error[duplicate-key]: The key "pm" is given twice.
       --> team.yaml:7:5
        |
      7 |     pm: {model: haiku}
        |     ^^
      note: It is first given here.
       --> team.yaml:6:5
        |
      6 |     pm: {model: opus}
        |     ^^
      help: Remove one of the two, or give it another name."
    `);
  });

  it('are names', () => {
    expect(told(`${shop('pm:')}\n? [a, b]\n: c\n: d\n`)).toMatchInlineSnapshot(`
      "error[key-not-text]: A key is a name, not a list, a map or nothing.
       --> team.yaml:7:3
        |
      7 | ? [a, b]
        |   ^^^^^^

      error[key-not-text]: A key is a name, not a list, a map or nothing.
       --> team.yaml:9:1
        |
      9 | : d
        | ^"
    `);
  });

  it('may be numbers and words that mean something else elsewhere', () => {
    const { manifest } = load(shop('engineers:\n  1e3:\n  true:\n  constructor:\n  __proto__:\n'.replace('__proto__', '0x10')));
    expect(manifest?.projects[0]?.members.map(({ name }) => name)).toEqual(['1e3', 'true', 'constructor', '0x10']);
  });

  it('have no way into the prototype', () => {
    expect(told(shop('pm:\n__proto__: {polluted: true}'))).toMatchInlineSnapshot(`
      "error[unknown-key]: "__proto__" is not a field of a project.
       --> team.yaml:7:5
        |
      7 |     __proto__: {polluted: true}
        |     ^^^^^^^^^
      help: Its fields are repo, base, branch_prefix, spec, prd, test, commits, merge, stable_tags, pm, engineers, missions and on."
    `);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('aliases', () => {
  it('stand for what they name, merge keys for its fields', () => {
    const { manifest, diagnostics } = load(shop('pm: &senior {model: opus, args: [--verbose]}\nengineers:\n  cart: {<<: *senior, model: haiku}\n  pay: *senior'));
    expect(diagnostics).toEqual([]);
    expect(manifest?.projects[0]?.members.map(({ model, args }) => [model, args])).toEqual([['opus', ['--verbose']], ['haiku', ['--verbose']], ['opus', ['--verbose']]]);
  });

  it('name something that is above them and not around them', () => {
    expect(told(shop('pm: *senior\nengineers: &all\n  cart: *all\n  pay: {<<: 5}'))).toMatchInlineSnapshot(`
      "error[unknown-alias]: The alias *senior names no anchor above it.
       --> team.yaml:6:9
        |
      6 |     pm: *senior
        |         ^^^^^^^
      help: Write &senior before the value that is meant.

      error[alias-cycle]: The alias *all stands inside the value it names.
       --> team.yaml:8:13
        |
      8 |       cart: *all
        |             ^^^^

      error[bad-merge]: A merge key \`<<\` takes a map or a list of maps.
       --> team.yaml:9:17
        |
      9 |       pay: {<<: 5}
        |                 ^"
    `);
  });

  it('are no bomb', () => {
    const bomb = Array.from({ length: 30 }, (_, index) => `  a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}]`).join('\n');
    const { diagnostics } = load(`version: 1\nteam: night\nenv:\n  a0: &a0 x\n${bomb}\n`);
    expect(diagnostics.map(({ code }) => code)).toContain('alias-bomb');
  });
});

it('places count from 1, in UTF-16 units, after a byte order mark and between CRLF line ends', () => {
  const { diagnostics } = load('\ufeffversion: 1\r\nteam: night\r\nenv: {"😀": x}\r\norchestrator:\r\n');
  expect(diagnostics.map(({ place }) => [place.start.line, place.start.column, place.end.column])).toEqual([[3, 7, 11]]);
});
