// npm start: sets up what is missing, builds, and shows a real team at work. No account and no network is needed.
import { requireBuild, requireNode, requirePackages, requirePrograms } from './set-up.mjs';

requireNode();
requirePrograms(['tmux', 'git']);
requirePackages();
requireBuild();
await import('./quickstart.mjs');
