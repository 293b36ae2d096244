import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeKeys, flushKeys, nothingUndecoded, type Key, type Undecoded } from '../../src/util/terminal-keys.ts';

/** Decodes input that comes in parts, and flushes at the end. */
function keysOf(...parts: readonly string[]): Key[] {
  const keys: Key[] = [];
  let rest: Undecoded = nothingUndecoded;
  for (const part of parts) {
    const decoded = decodeKeys(rest, part);
    keys.push(...decoded.keys);
    rest = decoded.rest;
  }
  return [...keys, ...flushKeys(rest).keys];
}

test.each([
  ['\r', 'enter'], ['\n', 'newline'], ['\x1b[13;2u', 'newline'], ['\x1b[27;2;13~', 'newline'],
  ['\x7f', 'backspace'], ['\x1b[3~', 'delete'], ['\x1b[D', 'left'], ['\x1bOC', 'right'], ['\x1b[1;5D', 'word-left'], ['\x1b[1;5C', 'word-right'],
  ['\x1b[H', 'home'], ['\x1b[4~', 'end'], ['\x01', 'home'], ['\x05', 'end'], ['\x03', 'ctrl-c'], ['\x04', 'ctrl-d'], ['\x15', 'ctrl-u'], ['\x17', 'ctrl-w'],
  ['\x1b[A', 'up'], ['\x1bOB', 'down'], ['\x1b[5~', 'page-up'], ['\x1b[6~', 'page-down'], ['\x1b', 'escape'],
])('%j is %s, whole or one byte at a time', (sequence, kind) => {
  expect(keysOf(sequence)).toEqual([{ kind }]);
  expect(keysOf(...sequence)).toEqual([{ kind }]);
});

test('text between keys stays whole', () => {
  expect(keysOf('héllo 日本\r')).toEqual([{ kind: 'text', text: 'héllo 日本' }, { kind: 'enter' }]);
});

test.each(['\x1b[1;2P', '\x1bOP', '\x1b[?62;1c', '\x00', '\x1b[1;5A'])('%j means nothing and leaves no trace', (sequence) => {
  expect(keysOf(`a${sequence}b`)).toEqual([{ kind: 'text', text: 'a' }, { kind: 'text', text: 'b' }]);
});

test('Alt-Enter breaks the line, but Escape and then Enter are two keys', () => {
  expect(keysOf('\x1b\r')).toEqual([{ kind: 'newline' }]);
  expect(keysOf('\x1b', '\r')).toEqual([{ kind: 'escape' }, { kind: 'enter' }]);
});

test.each([[['\x1bOnce']], [['\x1b', 'Once']], [['\x1b', 'O', 'nce']]])('text right after Escape is whole: %j', (parts) => {
  const [first, ...others] = keysOf(...parts);
  expect(first).toEqual({ kind: 'escape' });
  expect(others.map((key) => ('text' in key ? key.text : key.kind)).join('')).toBe('Once');
});

test('two Escapes are two keys', () => {
  expect(keysOf('\x1b\x1b')).toEqual([{ kind: 'escape' }, { kind: 'escape' }]);
});

test('nothing in a paste is a key, and its CRs are line ends', () => {
  expect(keysOf('\x1b[200~a\rb\x03\x1b[D\x1b[201~\r')).toEqual([{ kind: 'paste', text: 'a\nb\x03\x1b[D' }, { kind: 'enter' }]);
});

test('a paste that came with LFs keeps its CRs', () => {
  expect(keysOf('\x1b[200~a\r\nb\rc\x1b[201~')).toEqual([{ kind: 'paste', text: 'a\r\nb\rc' }]);
});

test('the end of a paste is waited for', () => {
  const { keys, rest } = decodeKeys(nothingUndecoded, '\x1b[200~half\x1b[20');
  expect(keys).toEqual([]);
  expect(flushKeys(rest)).toEqual({ keys: [], rest });
  expect(decodeKeys(rest, '1~').keys).toEqual([{ kind: 'paste', text: 'half' }]);
});

test('a paste arrives the same wherever reads cut it', () => {
  const paste = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\x1b') && !text.includes('\r'));
  fc.assert(fc.property(paste, fc.array(fc.nat()), (text, places) => {
    const input = `\x1b[200~${text}\x1b[201~`;
    const cuts = [0, ...places.map((place) => place % input.length).sort((a, b) => a - b), input.length];
    const parts = cuts.slice(1).map((end, index) => input.slice(cuts[index], end));
    expect(keysOf(...parts)).toEqual([{ kind: 'paste', text }]);
  }));
});

test('no input breaks it, and what is undecoded stays short', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom('\x1b', '[', 'O', '1', ';', '~', 'a', '\r', '日', '\x03') })), (parts) => {
    const rest = parts.reduce((undecoded, part) => decodeKeys(undecoded, part).rest, nothingUndecoded);
    expect(rest.text).toMatch(/^(?:\x1b(?:O|\[[0-9;]*)?)?$/);
  }));
});
