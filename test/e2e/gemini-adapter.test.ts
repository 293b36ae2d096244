import { conforms } from '../rig/conform.ts';
import { geminiInstall } from '../rig/gemini-install.ts';
import { geminiPerson } from '../rig/gemini-person.ts';

conforms({
  tool: 'gemini',
  name: 'Gemini CLI',
  installed: await geminiInstall(),
  settings: { permissionMode: 'yolo', permissions: [{ tool: 'Bash', match: 'touch *', answer: 'ask' }] },
  patience: 60_000,
  person: (model, directory) => geminiPerson({ model, trusts: [directory] }),
});
