import type { Adapter } from '../agents/adapter.ts';
import type { Answer } from '../agents/dialog.ts';
import type { MemberStatus } from '../health/member-status.ts';
import type { Source, Status } from '../state/evidence.ts';
import { withoutStyles } from '../util/styles.ts';
import { wrong, type Mismatch } from './mismatch.ts';
import { asked, type Part, type SceneName } from './part.ts';

/** One moment of a rehearsal, which the fake model knows to be there. */
interface Scene {
  readonly status: Status;
  readonly when: string;
  readonly telling: string;
  /** What else than the status has to be read right. */
  details(sight: Sight, cast: Cast): readonly Mismatch[];
}

/** What is seen of an agent at one moment. */
export interface Sight {
  readonly status: MemberStatus;
  /** The visible lines, with their styles as escape sequences. */
  readonly styled: readonly string[];
}

interface Cast {
  readonly part: Part;
  readonly adapter: Adapter;
}

const scenes: Readonly<Record<SceneName, Scene>> = {
  working: { status: 'working', when: 'while it works', telling: 'that it works', details: () => [] },
  permission: { status: 'waiting', when: 'while a permission dialog is open', telling: 'that a permission dialog is open', details: dialogMismatches },
  done: { status: 'idle', when: 'at rest after a turn', telling: 'that it rests', details: boxMismatches },
};

const sourceWords: Readonly<Record<Source, string>> = {
  pane: 'its window',
  prompt: 'the prompt that it was given',
  'session-file': 'its session file',
  hook: 'its last hook',
  transcript: 'its record of the conversation',
  title: 'its title',
  screen: 'its screen',
};

/** What the adapter reads otherwise than it read the recorded screen of that name. */
export function mismatches(name: SceneName, sight: Sight, cast: Cast): readonly Mismatch[] {
  const scene = scenes[name];
  const { status, verdict } = sight.status;
  const tells = (source: Source) => verdict?.evidence.some((one) => one.source === source && one.reading.status === scene.status) === true;
  const silent = cast.part.sources[name].filter((source) => !tells(source));
  return [
    ...(status === scene.status ? [] : [wrong(`it is not recognised ${scene.when}: it reads as ${status}`)]),
    ...silent.map((source): Mismatch => ({ kind: 'weaker', clause: `${sourceWords[source]} does not tell ${scene.telling}` })),
    ...scene.details(sight, cast),
  ];
}

const answers: readonly Answer[] = [{ say: 'yes' }, { say: 'no' }];

function dialogMismatches({ styled }: Sight, { part, adapter }: Cast): readonly Mismatch[] {
  const dialog = adapter.dialog?.(styled.map(withoutStyles));
  if (dialog === undefined) return [wrong('the permission dialog on its screen is not recognised, and nobody can answer it from elsewhere')];
  const { kind, text } = dialog.question;
  if (kind !== 'permission' || text !== asked) return [wrong(`its permission dialog for "${asked}" reads as a dialog of the kind ${kind}${text === undefined ? '' : `, about "${text}"`}`)];
  if (part.permissions !== undefined) return [];
  return answers.filter((answer) => dialog.keysFor(answer) === undefined).map(({ say }) => wrong(`the keys that answer its permission dialog with ${say} are not recognised`));
}

function boxMismatches({ styled }: Sight, { adapter: { delivery } }: Cast): readonly Mismatch[] {
  const draft = delivery?.draft(styled);
  if (delivery === undefined || draft === '') return [];
  return [wrong(draft === undefined ? 'its input box is not recognised, and no message can be typed' : `its empty input box reads as one with "${draft}" in it, and messages wait`)];
}
