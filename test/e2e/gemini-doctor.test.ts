import { geminiInstall } from '../rig/gemini-install.ts';
import { isRehearsed } from '../rig/rehearsed-tool.ts';

isRehearsed('gemini', await geminiInstall());
