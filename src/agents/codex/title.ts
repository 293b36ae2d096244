import type { Evidence, Reading } from '../../state/evidence.ts';

/**
 * What Codex is told to show as its title. Its usual one names the directory when it rests, which may read like anything.
 * Behind the person's own arguments, for without it nothing is known of the agent.
 */
export const titleSetting = 'tui.terminal_title=["app-name","activity","run-state"]';

interface Form {
  readonly form: RegExp;
  readonly rule: string;
  readonly reading: Reading;
}

/** `codex | Ready`, `codex ⠹ Working`, `codex ⠹ Thinking`, `[ ! ] Action Required | codex`; the bracketed sign blinks. */
const forms: readonly Form[] = [
  { form: /^\[ [!.] \] Action Required/, rule: 'its title asks for somebody', reading: { status: 'waiting', for: { kind: 'other' } } },
  { form: /^codex \| Ready$/, rule: 'its title says that it is ready', reading: { status: 'idle' } },
  { form: /^codex (\||[⠀-⣿]) Starting$/, rule: 'its title says that it starts', reading: { status: 'starting' } },
  { form: /^codex (\||[⠀-⣿])( \w+)?$/, rule: 'its title says that it works', reading: { status: 'working' } },
];

/** Until it has a title of its own it starts, or asks something before it starts. */
export function inTitle(title: string): Evidence {
  const found = forms.find(({ form }) => form.test(title));
  return found === undefined
    ? { source: 'title', rule: 'no title of its own yet', reading: { status: 'starting' } }
    : { source: 'title', rule: found.rule, reading: found.reading };
}
