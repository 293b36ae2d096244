import { error } from '../../diagnostics/problem.ts';
import { quote, together } from '../../diagnostics/words.ts';
import { valuePlace } from '../located.ts';
import { namesIn } from '../placeholders.ts';
import { promptFields, promptKinds, promptTextBytes, type PromptKind, type PromptName } from '../prompts.ts';
import { fileTextAt } from '../source.ts';
import { controlCharacterIn } from './control-characters.ts';
import type { Rule } from './rule.ts';
import { unknownPlaceholders } from './unknown-placeholders.ts';

export const promptTexts: Rule = {
  name: 'prompt-texts',
  sentence: 'A prompt of the team\'s own is a short text with all that has to stand in it, and what stands in braces in it is known.',
  *check(draft) {
    for (const [name, field] of promptFields(draft.written.prompts)) {
      const text = fileTextAt(draft, field)?.text.trim();
      if (text === undefined) continue; // another rule tells of it
      const kind: PromptKind = promptKinds[name];
      yield* unknownPlaceholders(text, kind.placeholders, { draft, field });
      const place = valuePlace(draft.root, field);
      for (const fault of faults) {
        const found = fault({ name, text, kind });
        if (found !== undefined) yield error(found.code, `The prompt ${quote(name)} ${found.what}.`, { place, hint: found.hint });
      }
    }
  },
};

interface Written {
  readonly name: PromptName;
  readonly text: string;
  readonly kind: PromptKind;
}

/** What it does, as the rest of a sentence. */
type Fault = Readonly<Record<'code' | 'what' | 'hint', string>> | undefined;

const faults: readonly ((written: Written) => Fault)[] = [
  ({ name, text }) => (text === '' ? { code: 'empty-prompt', what: 'says nothing', hint: `Begin with the text that ships with coders: templates/prompts/${name}.md.` } : undefined),
  ({ text, kind: { needs, placeholders } }) => {
    const missing = text === '' ? [] : needs.filter((one) => !namesIn(text).includes(one));
    if (missing.length === 0) return undefined;
    return { code: 'prompt-without-placeholder', what: `does not say where ${braced(missing)} ${missing.length === 1 ? 'goes' : 'go'}`, hint: `Put ${braced(missing)} into the file. Known are ${braced(placeholders)}.` };
  },
  ({ text }) => {
    const bytes = Buffer.byteLength(text);
    return bytes <= promptTextBytes ? undefined : { code: 'long-prompt', what: `has ${bytes} bytes, and ${promptTextBytes} are the most`, hint: 'It is read each time that it is sent. What is longer stands well in a role, a brief or a file that the prompt names.' };
  },
  // What an agent takes for a command of its own where a text begins with it.
  ({ text }) => (/^[!/#-]/.test(text) ? { code: 'prompt-like-command', what: `begins with ${quote(text.charAt(0))}, which agents take for a command of their own`, hint: 'Let it begin with a word.' } : undefined),
  ({ text }) => {
    const code = controlCharacterIn(text);
    return code === undefined ? undefined : { code: 'control-character', what: `holds the control character ${code}`, hint: 'Remove it: only line ends and tabs can be passed on.' };
  },
];

function braced(names: readonly string[]): string {
  return together(names.map((one) => `{${one}}`));
}
