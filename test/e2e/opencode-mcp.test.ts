import { opencodeInstall } from '../rig/opencode-install.ts';
import { opencodePerson } from '../rig/opencode-person.ts';
import { tellToolStory } from '../rig/tool-story.ts';

tellToolStory({
  tool: 'opencode',
  name: 'OpenCode',
  installed: await opencodeInstall(),
  permissionMode: 'ask',
  patience: 120_000,
  prefix: 'coders_',
  person: (model) => opencodePerson({ model }),
});
