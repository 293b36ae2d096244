import { pauseOrResume } from '../care/pause.ts';
import { jsonOption, type Command } from '../command.ts';

export const command: Command = {
  name: 'pause',
  summary: 'give a team no new work: its agents finish their turns, and nothing is started',
  operands: '[TEAM | FILE]',
  options: { json: jsonOption },
  examples: [
    { line: 'coders pause shop', does: 'until coders resume shop' },
    { line: 'coders pause && coders watch', does: 'the team of team.yaml here or above; then sees its agents come to rest' },
  ],
  run: (invocation) => pauseOrResume('pause', invocation),
};
