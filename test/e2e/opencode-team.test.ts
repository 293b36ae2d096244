import { opencodeInstall } from '../rig/opencode-install.ts';
import { opencodePerson } from '../rig/opencode-person.ts';
import { tellTeamStory } from '../rig/team-story.ts';

tellTeamStory({
  tool: 'opencode',
  name: 'OpenCode',
  installed: await opencodeInstall(),
  permissionMode: 'allow',
  patience: 120_000,
  person: (model) => opencodePerson({ model }),
});
