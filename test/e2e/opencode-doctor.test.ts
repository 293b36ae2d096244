import { opencodeInstall } from '../rig/opencode-install.ts';
import { isRehearsed } from '../rig/rehearsed-tool.ts';

isRehearsed('opencode', await opencodeInstall());
