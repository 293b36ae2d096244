import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { claudeInstall } from '../../rig/claude-install.ts';
import { claudePerson } from '../../rig/claude-person.ts';
import { codexInstall } from '../../rig/codex-install.ts';
import { codexPerson } from '../../rig/codex-person.ts';
import { loneEngineer, type LoneEngineerSettings } from '../../rig/lone-engineer.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import type { Snapshot } from '../../../src/snapshot/document.ts';
import { readDocument } from '../cli/documents.ts';

const patience = 30_000;

/** One tool takes the runner's name for a conversation, the other has names of its own. */
const tools: readonly (Pick<LoneEngineerSettings, 'tool' | 'permissionMode' | 'person'> & { readonly installed: Awaited<ReturnType<typeof codexInstall>>; readonly ownNames: boolean })[] = [
  { tool: 'claude', installed: await claudeInstall(), permissionMode: 'acceptEdits', ownNames: false, person: (model, team) => claudePerson({ model, trusts: [team.repository.path] }) },
  { tool: 'codex', installed: await codexInstall(), permissionMode: 'workspace-write', ownNames: true, person: (model, team) => codexPerson({ model, trusts: [team.repository.path] }) },
];

for (const { installed, ownNames, ...tool } of tools) {
  const missing = 'missing' in installed ? installed.missing : undefined;
  if (missing !== undefined) console.warn(`SKIPPED: no real ${tool.tool} was restored. ${missing}`);

  describe.skipIf(missing !== undefined)(`a real ${tool.tool}${missing === undefined ? '' : ` (SKIPPED: ${missing})`}`, { timeout: 4 * patience }, () => {
    const engineer = loneEngineer({ ...tool, program: 'program' in installed ? installed.program : '', patience });
    let conversation: string;

    beforeAll(async () => {
      await engineer.apply('[]');
      conversation = (await engineer.team.pane('store/cart')).tag!.conversation;
    });

    /** It is in the same conversation: the model is told again what was said before, and the brief was given once. */
    async function goesOn(question: string): Promise<void> {
      await engineer.becomes('idle');
      const { team, model } = engineer;
      expect((await team.pane('store/cart')).tag?.conversation).toBe(conversation);
      const asked = model.asked.length;
      await team.succeed('send', 'store/cart', `${question}\nFAKE:say Yes.`, '--timeout', `${patience / 1000}s`);
      const { turns } = await waitUntil(() => model.asked.slice(asked).find(({ prompt }) => prompt.includes(question)), { what: 'the model to be asked', timeout: patience });
      expect(turns.filter(({ text }) => text.includes('Begin.'))).toHaveLength(1);
      await engineer.becomes('idle');
    }

    it('is told apart in a snapshot by its own name for its conversation', async () => {
      const { coders: { members } } = readDocument<Snapshot>('snapshot', await engineer.team.succeed('snapshot', '--json'));
      const { launch } = members[0]!;
      expect(launch?.conversation).toBe(conversation);
      expect(launch?.conversationName).toMatch(/^[0-9a-f-]{36}$/);
      expect(launch?.conversationName !== conversation).toBe(ownNames);
    });

    it('goes on with its conversation after a down and a restore', async () => {
      await engineer.team.succeed('down', '--yes');
      expect(readDocument('restore', await engineer.team.succeed('restore', '--json', '--timeout', `${patience / 1000}s`))).toMatchObject({ members: [{ is: 'resumed' }] });
      await goesOn('Do you remember?');
    });

    it('goes on with it after the machine and the store were lost', async () => {
      const { team } = engineer;
      await team.succeed('snapshot');
      await team.end();
      for (const name of await readdir(team.stateDirectory)) if (name !== 'snapshots') await rm(join(team.stateDirectory, name), { recursive: true });
      expect(readDocument('restore', await team.succeed('restore', '--json', '--timeout', `${patience / 1000}s`))).toMatchObject({ members: [{ is: 'resumed' }] });
      await goesOn('And now?');
    });
  });
}
