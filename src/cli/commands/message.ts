import { messageVerbs } from '../post/message-all.ts';
import { wordedCommand } from '../post/words.ts';

export const command = wordedCommand({
  name: 'message',
  summary: 'write to the members of a team, and answer: send, reply, read; for people, and for agents in their panes',
  verbs: messageVerbs,
  more: 'A message arrives when its reader rests; several that came meanwhile arrive as one. Engineers write to their PM and to each\nother within their project, PMs to the orchestrator; talks_to in the manifest says otherwise, and people may write to anybody.\nExit code 2: refused, which says who may carry it; 4: nobody brings it until a supervisor runs.',
});
