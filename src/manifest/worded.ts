import { filledText, namesIn } from './placeholders.ts';
import { promptKinds, type PromptName, type PromptTexts, type PromptValues } from './prompts.ts';

/** A prompt in the words of the team. */
export function worded<Name extends PromptName>(name: Name, values: PromptValues<Name>, texts: PromptTexts = {}): string {
  return filledPrompt(texts[name] ?? promptKinds[name].text, values);
}

/** A text with its placeholders filled in. A paragraph goes where nothing stands for any of its placeholders, and so does a line. */
export function filledPrompt(text: string, values: Readonly<Record<string, string>>): string {
  const isEmpty = (part: string): boolean => {
    const names = namesIn(part);
    return names.length > 0 && names.every((name) => values[name] === '');
  };
  const paragraphs = text.trim().split(/\n{2,}/).filter((paragraph) => !isEmpty(paragraph));
  const left = paragraphs.map((paragraph) => paragraph.split('\n').filter((line) => !isEmpty(line)).join('\n'));
  return filledText(left.filter((paragraph) => paragraph !== '').join('\n\n'), values);
}
