import { codexInstall } from '../rig/codex-install.ts';
import { codexPerson } from '../rig/codex-person.ts';
import { conforms } from '../rig/conform.ts';

conforms({
  tool: 'codex',
  name: 'Codex',
  installed: await codexInstall(),
  settings: { permissionMode: 'workspace-write on-request' },
  dialog: (file) => `Ask.\nFAKE:tool exec_command ${JSON.stringify({ cmd: `touch ${file}`, sandbox_permissions: 'require_escalated', justification: 'May I?' })}`,
  patience: 30_000,
  person: (model, directory) => codexPerson({ model, trusts: [directory] }),
});
