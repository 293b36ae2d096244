import { pauseOrResume } from '../care/pause.ts';
import { jsonOption, type Command } from '../command.ts';

export const command: Command = {
  name: 'resume',
  summary: 'end a pause: the supervisor sees to the team again',
  operands: '[TEAM | FILE]',
  options: { json: jsonOption },
  examples: [{ line: 'coders resume shop', does: 'after coders pause shop' }],
  run: (invocation) => pauseOrResume('resume', invocation),
};
