import type { Environment } from '../agents/adapter.ts';

/** The pane that this process runs in: CODERS_PANE_ID, else TMUX_PANE. Undefined outside of any. */
export function getPaneId(environment: Environment = process.env): string | undefined {
  return [environment['CODERS_PANE_ID'], environment['TMUX_PANE']].find((id) => id !== undefined && id !== '');
}

/** A prompt with a line before it that tells the agent its pane. Outside of any pane it is the prompt alone. */
export function injectPaneIdContext(prompt: string, paneId: string | undefined = getPaneId()): string {
  return paneId === undefined ? prompt : `You run in the pane ${paneId}.\n\n${prompt}`;
}
