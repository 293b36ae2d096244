import type { Files } from './git-repository.ts';

/** A function of a program that grows by one with each mission, in a module of its own. */
export interface Part {
  /** The parts that it calls. */
  readonly after: readonly string[];
  readonly code: string;
  /** What stands there the first time that somebody says it is done. */
  readonly mistake?: string;
  /** A call of it, and what that gives, as JSON. */
  readonly call: string;
  readonly gives: string;
}

const items = `[{ name: 'Red Apple', cents: 250 }, { name: 'Fig', cents: 100 }]`;

/** Twelve parts with three diamonds. Two of them are wrong at first. */
export const littleShop: Readonly<Record<string, Part>> = {
  money: { after: [], code: `(cents) => (cents / 100).toFixed(2)`, call: `money(1950)`, gives: `"19.50"` },
  slug: { after: [], code: `(title) => title.toLowerCase().replaceAll(' ', '-')`, call: `slug('Red Apple')`, gives: `"red-apple"` },
  cart: { after: ['money'], code: `(items) => items.map(({ name, cents }) => name + ' ' + money(cents)).join(', ')`, call: `cart(${items})`, gives: `"Red Apple 2.50, Fig 1.00"` },
  tax: { after: ['money'], code: `(cents) => money(cents * 0.2)`, call: `tax(1000)`, gives: `"2.00"` },
  search: {
    after: ['slug'], call: `search(['Red Apple', 'Fig'], 'Apple')`, gives: `["red-apple"]`,
    code: `(titles, word) => titles.map(slug).filter((one) => one.includes(slug(word)))`,
    mistake: `(titles, word) => titles.map(slug).filter((one) => one === slug(word))`,
  },
  index: { after: ['slug'], code: `(titles) => Object.fromEntries(titles.map((title, place) => [slug(title), place]))`, call: `index(['Red Apple', 'Fig'])`, gives: `{"red-apple":0,"fig":1}` },
  order: {
    after: ['cart', 'tax'], call: `order(${items})`, gives: `"Red Apple 2.50, Fig 1.00, tax 0.70"`,
    code: `(items) => cart(items) + ', tax ' + tax(items.reduce((sum, { cents }) => sum + cents, 0))`,
    mistake: `(items) => cart(items) + ', tax ' + tax(items[0].cents)`,
  },
  find: { after: ['search', 'index'], code: `(titles, word) => search(titles, word).map((one) => index(titles)[one])`, call: `find(['Fig', 'Red Apple'], 'Apple')`, gives: `[1]` },
  taxes: { after: ['tax'], code: `(items) => items.map(({ name, cents }) => name + ' ' + tax(cents)).join(', ')`, call: `taxes(${items})`, gives: `"Red Apple 0.50, Fig 0.20"` },
  page: { after: ['order', 'find'], code: `(items, word) => order(find(items.map(({ name }) => name), word).map((place) => items[place]))`, call: `page(${items}, 'Fig')`, gives: `"Fig 1.00, tax 0.20"` },
  help: { after: ['find'], code: `(topics, word) => find(topics, word).map((place) => topics[place]).join(', ') || 'Nothing.'`, call: `help(['How to pay'], 'shoes')`, gives: `"Nothing."` },
  shop: { after: ['page', 'taxes', 'help'], code: `(items) => [page(items, 'Fig'), taxes(items), help(['How to pay'], 'pay')]`, call: `shop(${items})`, gives: `["Fig 1.00, tax 0.20","Red Apple 0.50, Fig 0.20","How to pay"]` },
};

/** What the repository has before anybody works in it: a test of each part, none of which passes yet. */
export function shopTests(parts: Readonly<Record<string, Part>>): Files {
  return { 'lib/README.md': 'One part of the shop a file.\n', ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [testOf(name), testText(name, part)])) };
}

export function testOf(name: string): string {
  return `test/${name}.test.mjs`;
}

/** The module of a part; with its code, or other code in its place. */
export function moduleText(name: string, { after, code }: Pick<Part, 'after' | 'code'>): string {
  return [...after.map((one) => `import { ${one} } from './${one}.mjs';`), `export const ${name} = ${code};`, ''].join('\n');
}

function testText(name: string, { call, gives }: Part): string {
  return `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ${name} } from '../lib/${name}.mjs';

test('${name}', () => {
  const given = JSON.stringify(${call});
  assert.equal(given, ${JSON.stringify(gives)}, \`${name} gives \${given}\`);
});
`;
}
