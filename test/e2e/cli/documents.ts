import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect } from 'vitest';

const folder = new URL('../../../schemas/', import.meta.url);

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, formats: { 'date-time': isMoment } });
for (const name of schemaNames()) ajv.addSchema(schemaOf(name), `${name}.schema.json`);

function isMoment(text: string): boolean {
  return !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;
}

/** The names of the schemas of what `--json` prints; the manifest's own is not among them. */
export function schemaNames(): readonly string[] {
  return readdirSync(folder).map((file) => file.replace(/\.schema\.json$/, '')).filter((name) => name !== 'team');
}

export function schemaOf(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`${name}.schema.json`, folder), 'utf8')) as Record<string, unknown>;
}

/** Reads what a verb printed, and fails unless it is exactly one document that its schema describes. */
export function readDocument<Shape>(name: string, text: string): Shape {
  const document = JSON.parse(text) as Shape;
  const validate = ajv.getSchema(`${name}.schema.json`);
  if (validate === undefined) throw new Error(`There is no schema ${name}.`);
  validate(document);
  expect(validate.errors ?? [], `what ${name}.schema.json says of ${text}`).toEqual([]);
  return document;
}
