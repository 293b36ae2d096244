import { pauseOrResume } from '../care/pause.ts';
import { jsonOption, type Command } from '../command.ts';

export const command: Command = {
  name: 'resume',
  summary: 'end a pause: the supervisor sees to the team again',
  operands: '[TEAM | FILE]',
  options: { json: jsonOption },
  examples: [
    { line: 'coders resume shop', does: 'after coders pause shop' },
    { line: 'coders resume && coders status', does: 'the team of team.yaml here or above; then shows what its members do' },
  ],
  run: (invocation) => pauseOrResume('resume', invocation),
};
