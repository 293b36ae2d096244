import type { Installation } from './installation.ts';
import { claudeInstallation } from './claude/installation.ts';
import { codexInstallation } from './codex/installation.ts';
import { geminiInstallation } from './gemini/installation.ts';
import { opencodeInstallation } from './opencode/installation.ts';

/** What is known of the tools that are installed apart from this package. */
export const installations: readonly Installation[] = [claudeInstallation, codexInstallation, geminiInstallation, opencodeInstallation];

/** Undefined for a tool that ships with this package, or is the person's own. */
export function installationOf(tool: string): Installation | undefined {
  return installations.find((installation) => installation.tool === tool);
}
