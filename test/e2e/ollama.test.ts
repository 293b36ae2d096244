import { claudeInstall } from '../rig/claude-install.ts';
import { claudePerson } from '../rig/claude-person.ts';
import { codexInstall } from '../rig/codex-install.ts';
import { codexPerson } from '../rig/codex-person.ts';
import { tellOllamaStory } from '../rig/ollama-story.ts';

const nobody = 'http://127.0.0.1:9';

tellOllamaStory({ tool: 'claude', installed: await claudeInstall(), permissionMode: 'acceptEdits', patience: 60_000, person: (trusts) => claudePerson({ model: nobody, trusts }) });
tellOllamaStory({ tool: 'codex', installed: await codexInstall(), permissionMode: 'bypass', patience: 60_000, person: (trusts) => codexPerson({ model: nobody, trusts }) });
