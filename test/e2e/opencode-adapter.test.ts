import { conforms } from '../rig/conform.ts';
import { opencodeInstall } from '../rig/opencode-install.ts';
import { opencodePerson } from '../rig/opencode-person.ts';

conforms({
  tool: 'opencode',
  name: 'OpenCode',
  installed: await opencodeInstall(),
  settings: { env: { OPENCODE_PERMISSION: JSON.stringify({ '*': 'allow', 'bash': { '*': 'allow', 'touch *': 'ask' } }) } },
  patience: 90_000,
  person: (model) => opencodePerson({ model }),
});
