import type { Installation } from '../installation.ts';
import { claudeInstallation } from './claude.ts';
import { codexInstallation } from './codex.ts';
import { geminiInstallation } from './gemini.ts';
import { opencodeInstallation } from './opencode.ts';

/** What is known of the tools that are installed apart from this package. */
export const installations: readonly Installation[] = [claudeInstallation, codexInstallation, geminiInstallation, opencodeInstallation];

/** Undefined for a tool that ships with this package, or is the person's own. */
export function installationOf(tool: string): Installation | undefined {
  return installations.find((installation) => installation.tool === tool);
}
