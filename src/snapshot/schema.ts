import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';

/** What is wrong with a document that should be a snapshot, in a few words; undefined for one that is. */
export function objectionTo(document: unknown, schemasDirectory: string): string | undefined {
  const schema = JSON.parse(readFileSync(join(schemasDirectory, 'snapshot.schema.json'), 'utf8')) as object;
  const validate = new Ajv({ allowUnionTypes: true, formats: { 'date-time': (moment: string) => !Number.isNaN(Date.parse(moment)) } }).compile(schema);
  if (validate(document)) return undefined;
  const { instancePath, message } = validate.errors![0]!;
  return `${instancePath === '' ? 'it' : instancePath.slice(1).replaceAll('/', '.')} ${message}`;
}
