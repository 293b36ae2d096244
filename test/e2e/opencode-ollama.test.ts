import { tellOllamaStory } from '../rig/ollama-story.ts';
import { opencodeInstall } from '../rig/opencode-install.ts';
import { opencodePerson } from '../rig/opencode-person.ts';

tellOllamaStory({ tool: 'opencode', installed: await opencodeInstall(), permissionMode: 'allow', patience: 120_000, person: () => opencodePerson({ model: 'http://127.0.0.1:9' }) });
