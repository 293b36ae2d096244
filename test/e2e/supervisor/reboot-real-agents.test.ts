import { describe, expect, it } from 'vitest';
import { claudeInstall } from '../../rig/claude-install.ts';
import { claudePerson } from '../../rig/claude-person.ts';
import { codexInstall } from '../../rig/codex-install.ts';
import { codexPerson } from '../../rig/codex-person.ts';
import { startedAgain } from '../../rig/kept-team.ts';
import { loneEngineer, type LoneEngineerSettings } from '../../rig/lone-engineer.ts';
import { powerLoss, strangersAs } from '../../rig/power-loss.ts';
import { waitUntil } from '../../rig/wait-until.ts';

const patience = 30_000;

interface RealTool extends Pick<LoneEngineerSettings, 'tool' | 'permissionMode' | 'person'> {
  readonly installed: Awaited<ReturnType<typeof codexInstall>>;
}

const tools: readonly RealTool[] = [
  { tool: 'claude', installed: await claudeInstall(), permissionMode: 'acceptEdits', person: (model, team) => claudePerson({ model, trusts: [team.repository.path] }) },
  { tool: 'codex', installed: await codexInstall(), permissionMode: 'workspace-write', person: (model, team) => codexPerson({ model, trusts: [team.repository.path] }) },
];

for (const { installed, person, ...tool } of tools) {
  const missing = 'missing' in installed ? installed.missing : undefined;
  if (missing !== undefined) console.warn(`SKIPPED: no real ${tool.tool} lived through a reboot. ${missing}`);

  describe.skipIf(missing !== undefined)(`a real ${tool.tool}${missing === undefined ? '' : ` (SKIPPED: ${missing})`}`, { timeout: 6 * patience }, () => {
    const engineer = loneEngineer({
      ...tool, patience,
      program: 'program' in installed ? installed.program : '',
      person: async (model, team) => ({ environment: { ...(await person(model, team)).environment, CODERS_SUPERVISOR: 'on' } }),
    });

    async function say(text: string): Promise<void> {
      await engineer.team.succeed('send', 'store/cart', `${text}\nFAKE:say Yes.`, '--timeout', `${patience / 1000}s`);
      await engineer.becomes('idle');
    }

    /** The model is told again what was said before; the brief was given once, and so was each prompt. */
    async function remembers(question: string, ...earlier: readonly string[]): Promise<void> {
      const asked = engineer.model.asked.length;
      await say(question);
      const { turns } = await waitUntil(() => engineer.model.asked.slice(asked).find(({ prompt }) => prompt.includes(question)), { what: 'the model to be asked', timeout: patience });
      for (const text of ['Begin.', ...earlier]) expect(turns.filter((turn) => turn.text.includes(text)), text).toHaveLength(1);
    }

    it('knows after a reboot what was said before it, whoever has the numbers of its processes now', async () => {
      await engineer.apply('[]');
      const { team } = engineer;
      const before = await team.pane('store/cart');
      await say('Remember the apples.');
      const strangers = strangersAs((await powerLoss(team)).map(({ pid }) => pid));
      await team.succeed('supervisor', 'start');
      const after = await startedAgain(team, 'store/cart', before);
      await engineer.becomes('idle');
      expect(after.tag).toMatchObject({ conversation: before.tag!.conversation, epoch: 2 });
      await remembers('Which fruit?', 'Remember the apples.');
      expect(strangers.areAlive()).toBe(true);
    });

    it('knows it also when the power fails in the middle of a turn, and is not told again what it was told', async () => {
      const { team, model } = engineer;
      const before = await team.pane('store/cart');
      await team.succeed('send', 'store/cart', 'Count the figs.\nFAKE:hold never', '--timeout', `${patience / 1000}s`);
      await model.waitFor('Count the figs.');
      await powerLoss(team);
      model.release('never');
      await team.succeed('supervisor', 'start');
      const after = await startedAgain(team, 'store/cart', before);
      await engineer.becomes('idle');
      expect(after.tag).toMatchObject({ conversation: before.tag!.conversation, epoch: 3 });
      await remembers('How many?', 'Remember the apples.', 'Which fruit?', 'Count the figs.');
    });
  });
}
