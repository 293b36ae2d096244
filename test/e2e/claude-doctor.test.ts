import { claudeInstall } from '../rig/claude-install.ts';
import { isRehearsed } from '../rig/rehearsed-tool.ts';

isRehearsed('claude', await claudeInstall());
