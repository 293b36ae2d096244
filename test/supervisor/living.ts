import { adapterFor } from '../../src/agents/registry.ts';
import type { SeenFile } from '../../src/agents/adapter.ts';
import type { Evidence, Question, Reading, Source } from '../../src/state/evidence.ts';
import { withoutStyles } from '../../src/util/styles.ts';
import { claudeVersion } from '../rig/claude-install.ts';
import { codexVersion } from '../rig/codex-install.ts';
import { geminiVersion } from '../rig/gemini-install.ts';
import { opencodeVersion } from '../rig/opencode-install.ts';
import { recordedNames, recordedScreen } from '../rig/recorded-screens.ts';
import type { Dice } from '../soak/dice.ts';
import { records } from './living-records.ts';

interface Screen {
  readonly title: string;
  readonly lines: readonly string[];
}

const folders = { claude: `claude-${claudeVersion}`, codex: `codex-${codexVersion}`, gemini: `gemini-${geminiVersion}`, opencode: `opencode-${opencodeVersion}` };

/** Every screen that was recorded of a real tool. */
const screens: Readonly<Record<string, readonly Screen[]>> = Object.fromEntries(await Promise.all(Object.entries(folders).map(async ([tool, folder]) => {
  const recorded = await Promise.all((await recordedNames(folder)).map((name) => recordedScreen(folder, name)));
  return [tool, recorded.map(({ title, styled }): Screen => ({ title, lines: styled.map(withoutStyles) }))] as const;
})));

const allScreens = Object.values(screens).flat();

const garbage: readonly Screen[] = [
  { title: '', lines: [] },
  { title: 'Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA', lines: ['', '', ''] },
  { title: '✳ ◐ codex | Ready ✋ Working…', lines: ['usage limit reached', 'Do you want to proceed?', '❯ 1. Yes'] },
  { title: 'vim', lines: ['please run /login', '~', '~', '-- INSERT --'] },
];

/** What may be seen of a living agent at one look: of its own tool, of another one, made up, or nothing. */
export function anyEvidence(tool: string, now: number, dice: Dice): readonly Evidence[] {
  const kind = dice.roll();
  if (kind < 0.45) return recordedEvidence(tool, now, dice);
  if (kind < 0.9) return Array.from({ length: dice.below(6) }, () => madeUp(now, dice));
  return kind < 0.95 ? [] : [...recordedEvidence(tool, now, dice), madeUp(now, dice)];
}

/** Screens and records as the tool itself leaves them, in any combination, read by its adapter. */
function recordedEvidence(tool: string, now: number, dice: Dice): readonly Evidence[] {
  const own = screens[tool] ?? allScreens;
  const screen = dice.roll() < 0.9 ? dice.oneOf(own) : dice.oneOf(dice.roll() < 0.5 ? garbage : allScreens);
  const { title } = dice.roll() < 0.7 ? screen : dice.oneOf([...garbage, ...own]);
  const files = Object.entries(records[tool] ?? {}).flatMap(([name, texts]) => (dice.roll() < 0.6 ? [[name, fileOf(dice.oneOf(texts), now - ageOf(dice))] as const] : []));
  return adapterFor(tool)!.evidence({ title, files: Object.fromEntries(files), ...(dice.roll() < 0.6 ? { screen: screen.lines } : {}) });
}

function fileOf(row: (at: number) => string, at: number): SeenFile {
  const text = row(at);
  return { text, writtenAt: at, end: { path: 'record', bytes: text.length } };
}

/** From now to long ago; a clock that was set back makes a few yet to come. */
function ageOf(dice: Dice): number {
  return Math.floor(10 ** (dice.roll() * 8)) * (dice.roll() < 0.02 ? -1 : 1);
}

const sources: readonly Source[] = ['prompt', 'session-file', 'hook', 'transcript', 'title', 'screen'];
const questions: readonly Question[] = [{ kind: 'permission', text: 'npm test' }, { kind: 'question' }, { kind: 'login' }, { kind: 'trust' }, { kind: 'other', text: 'Select model' }];

function madeUp(now: number, dice: Dice): Evidence {
  const reading = dice.oneOf<() => Reading>([
    () => ({ status: 'starting' }), () => ({ status: 'idle' }), () => ({ status: 'working' }), () => ({ status: 'working', doing: 'Bash' }), () => ({ status: 'limited' }),
    () => ({ status: 'limited', until: now - ageOf(dice) + 3_600_000 }), () => ({ status: 'waiting', for: dice.oneOf(questions) }),
  ])();
  return { source: dice.oneOf(sources), rule: 'it says so', reading, ...(dice.roll() < 0.8 ? { at: now - ageOf(dice) } : {}) };
}
