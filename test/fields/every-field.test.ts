import { expect, test } from 'vitest';
import { leafPaths, schemaPaths } from './schema-paths.ts';
import { engineersTable, leadersTable, projectTable, teamTable } from './table.ts';

const rows = Object.keys({ ...teamTable, ...leadersTable, ...engineersTable, ...projectTable });

test('invariant 2 is tested for every field that the schema has', () => {
  expect(leafPaths.filter((path) => !rows.includes(path))).toEqual([]);
});

test('every row is of a field that the schema has', () => {
  expect(rows.filter((row) => !schemaPaths.includes(row))).toEqual([]);
});
