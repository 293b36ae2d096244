import { describe, expect, it } from 'vitest';
import { adapterFor } from '../../src/agents/registry.ts';
import { verdictOf } from '../../src/health/verdict.ts';
import { partOf } from '../../src/rehearsal/parts/index.ts';
import type { SceneName } from '../../src/rehearsal/part.ts';
import { mismatches } from '../../src/rehearsal/scenes.ts';
import { withoutStyles } from '../../src/util/styles.ts';
import { claudeVersion } from '../rig/claude-install.ts';
import { codexVersion } from '../rig/codex-install.ts';
import { geminiVersion } from '../rig/gemini-install.ts';
import { opencodeVersion } from '../rig/opencode-install.ts';
import { recordedScreen } from '../rig/recorded-screens.ts';

const versions: Readonly<Record<string, string>> = { claude: claudeVersion, codex: codexVersion, gemini: geminiVersion, opencode: opencodeVersion };

/** What is found of a scene where the screen that was recorded as another stands there, and nothing else tells. */
async function found(tool: string, scene: SceneName, recorded: string): Promise<readonly string[]> {
  const [part, adapter] = [partOf(tool)!, adapterFor(tool)!];
  const { title, styled } = await recordedScreen(`${tool}-${versions[tool]}`, recorded);
  const verdict = verdictOf(adapter.evidence({ title, files: {}, screen: styled.map(withoutStyles) }), 0);
  const member = { address: 'member/stage/actor', seat: 'engineer', tool, model: 'haiku', role: 'coder', directory: '/tmp' } as const;
  const status = { member, status: verdict.reading.status, verdict, attended: false };
  return mismatches(scene, { status, styled }, { part, adapter }).map(({ kind, clause }) => `${kind}: ${clause}`);
}

/** A record and a session file are nowhere here. */
const ofScreens = (clauses: readonly string[]) => clauses.filter((clause) => !/^weaker: its (record|session file|last hook)/.test(clause));

describe.each(Object.keys(versions))('%s', (tool) => {
  it('is read in its permission dialog as it was recorded', async () => {
    expect(ofScreens(await found(tool, 'permission', 'permission'))).toEqual([]);
  });

  it('is not taken for one that asks where another screen stands', async () => {
    const clauses = await found(tool, 'permission', 'working');
    expect(clauses[0]).toMatch(/^wrong: it is not recognised while a permission dialog is open: it reads as (working|unknown)$/);
    expect(clauses).toContain('weaker: its screen does not tell that a permission dialog is open');
    expect(clauses.at(-1)).toBe('wrong: the permission dialog on its screen is not recognised, and nobody can answer it from elsewhere');
  });

  it('is not taken for one that rests where a draft or a dialog stands', async () => {
    expect(await found(tool, 'done', 'draft')).toContain('wrong: its empty input box reads as one with "Weigh the pears" in it, and messages wait');
    expect(await found(tool, 'done', 'permission')).toContain('wrong: its input box is not recognised, and no message can be typed');
  });

  it('is told apart from one that asks for something else', async () => {
    expect(await found(tool, 'permission', 'question')).toContainEqual(expect.stringMatching(/^wrong: its permission dialog for "touch asked\.txt" reads as a dialog of the kind question, about "Which /));
  });
});
