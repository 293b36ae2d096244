import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';

const schemaFile = new URL('../schemas/team.schema.json', import.meta.url);
const validatorFile = new URL('../src/manifest/validator.generated.js', import.meta.url);

/** Compiles the manifest's JSON schema to a module that needs nothing at run time; returns its path. */
export function generateValidator() {
  const ajv = new Ajv.default({
    allErrors: true,
    // Errors carry the schema they come from: its title and description are the words of our messages.
    verbose: true,
    allowUnionTypes: true,
    code: { source: true, esm: true },
  });
  const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
  const code = standalone.default(ajv, validate);
  if (/\brequire\(|^import /m.test(code)) throw new Error('The generated validator imports something: the schema uses a keyword that is not self-contained.');
  const text = `// Made from schemas/team.schema.json by scripts/generate-validator.mjs.\n${code}\n`;
  // Written only when it differs: somebody else may be reading it.
  if (!existsSync(validatorFile) || readFileSync(validatorFile, 'utf8') !== text) writeFileSync(validatorFile, text);
  return fileURLToPath(validatorFile);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(generateValidator());
