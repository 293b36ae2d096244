import { claudeInstall } from '../rig/claude-install.ts';
import { claudePerson } from '../rig/claude-person.ts';
import { conforms } from '../rig/conform.ts';

conforms({
  tool: 'claude',
  name: 'Claude Code',
  installed: await claudeInstall(),
  settings: { permissionMode: 'default', args: ['--settings', JSON.stringify({ permissions: { allow: ['Bash(until:*)'] } })] },
  patience: 30_000,
  person: (model, directory) => claudePerson({ model, trusts: [directory] }),
});
