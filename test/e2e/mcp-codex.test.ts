import { codexInstall } from '../rig/codex-install.ts';
import { codexPerson } from '../rig/codex-person.ts';
import { tellToolStory } from '../rig/tool-story.ts';

tellToolStory({
  tool: 'codex',
  name: 'Codex',
  installed: await codexInstall(),
  permissionMode: 'workspace-write on-request',
  patience: 60_000,
  prefix: 'mcp__coders__',
  person: (model, { repository }) => codexPerson({ model, trusts: [repository.path] }),
});
