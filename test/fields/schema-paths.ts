import { readFileSync } from 'node:fs';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const manifest = JSON.parse(readFileSync(new URL('../../schemas/team.schema.json', import.meta.url), 'utf8')) as Schema;

/** Every field of the manifest: `*` stands for a name that a person chooses, `[]` for an item of a list. */
export const schemaPaths: readonly string[] = below(manifest, '');

/** The fields that hold no fields of their own. */
export const leafPaths: readonly string[] = schemaPaths.filter((path) => !schemaPaths.some((other) => other.startsWith(`${path}.`) || other.startsWith(`${path}[`)));

function below(schema: Schema, path: string): string[] {
  const { properties = {}, additionalProperties, items } = resolved(schema);
  return [
    ...Object.entries(properties).flatMap(([name, property]) => {
      const own = path === '' ? name : `${path}.${name}`;
      return [own, ...below(property, own)];
    }),
    ...(typeof additionalProperties === 'object' ? below(additionalProperties, `${path}.*`) : []),
    ...(items === undefined ? [] : below(items, `${path}[]`)),
  ];
}

function resolved(schema: Schema): Schema {
  const name = schema.$ref?.replace('#/definitions/', '');
  return name === undefined ? schema : resolved(manifest.definitions?.[name] ?? {});
}
