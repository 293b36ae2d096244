import type { Evidence, Reading } from '../../state/evidence.ts';

interface Form {
  readonly form: RegExp;
  readonly rule: string;
  reading(doing: string): Reading | undefined;
}

/**
 * `◇  Ready (dir)`, `✦  Working… (dir)` or what it thinks of, `⏲  Working… (dir)` for a tool that is silent for long,
 * `✋  Action Required (dir)`. A person may have turned this off: then the title is always `Gemini CLI (dir)`.
 */
const forms: readonly Form[] = [
  { form: /^✋ /, rule: 'its title asks for somebody', reading: () => ({ status: 'waiting', for: { kind: 'other' } }) },
  { form: /^[✦⏲] +Working…/, rule: 'its title says that it works', reading: () => ({ status: 'working' }) },
  { form: /^✦ +(.*?)(?: \([^()]*\))?$/, rule: 'its title says what it thinks of', reading: (doing) => ({ status: 'working', doing }) },
  { form: /^Gemini CLI \(/, rule: 'its title never says what it does', reading: () => undefined },
  { form: /^◇ /, rule: 'its title says that it is ready', reading: () => ({ status: 'idle' }) },
];

/**
 * What the title says. It says that it is ready while it still starts, and while it asks whether the folder is trusted or
 * who one is: that is believed only where the screen says so, too.
 */
export function inTitle(title: string, isReady: boolean): Evidence[] {
  const found = forms.find(({ form }) => form.test(title));
  if (found === undefined) return [{ source: 'title', rule: 'no title of its own yet', reading: { status: 'starting' } }];
  const reading = found.reading(found.form.exec(title.trimEnd())?.[1] ?? '');
  return reading === undefined || (reading.status === 'idle' && !isReady) ? [] : [{ source: 'title', rule: found.rule, reading }];
}
