import { filledText, namesIn } from './placeholders.ts';
import { promptKinds, type PromptName, type PromptTexts, type PromptValues } from './prompts.ts';

/** A prompt in the words of the team. */
export function worded<Name extends PromptName>(name: Name, values: PromptValues<Name>, texts: PromptTexts = {}): string {
  return filledPrompt(texts[name] ?? promptKinds[name].text, values);
}

/** A text with its placeholders filled in. A line goes where nothing stands for any of its placeholders, and with such lines goes one above them that ends in a colon. */
export function filledPrompt(text: string, values: Readonly<Record<string, string>>): string {
  const paragraphs = text.trim().split(/\n{2,}/).map((paragraph) => linesLeft(paragraph.split('\n'), values).join('\n'));
  return filledText(paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'), values);
}

function linesLeft(lines: readonly string[], values: Readonly<Record<string, string>>): readonly string[] {
  const isEmpty = (line: string): boolean => isFilled(line) && namesIn(line).every((name) => values[name] === '');
  const isHeadOfNothing = (line: string, below: readonly string[]): boolean => {
    const end = below.findIndex((one) => !isFilled(one));
    const list = end < 0 ? below : below.slice(0, end);
    return line.endsWith(':') && list.length > 0 && list.every(isEmpty);
  };
  return lines.filter((line, index) => !isEmpty(line) && !isHeadOfNothing(line, lines.slice(index + 1)));
}

function isFilled(line: string): boolean {
  return namesIn(line).length > 0;
}
