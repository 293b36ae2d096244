import { dirname } from 'node:path';
import { geminiInstall } from '../rig/gemini-install.ts';
import { geminiPerson } from '../rig/gemini-person.ts';
import { tellTeamStory } from '../rig/team-story.ts';

tellTeamStory({
  tool: 'gemini',
  name: 'Gemini CLI',
  installed: await geminiInstall(),
  permissionMode: 'yolo',
  patience: 60_000,
  person: (model, team) => geminiPerson({ model, trusts: [team.repository.path, dirname(team.worktree('cart'))] }),
});
