import { contextVerbs } from '../post/context-verbs.ts';
import { wordedCommand } from '../post/words.ts';

export const command = wordedCommand({
  name: 'context',
  summary: 'what a team knows: set, get, list, search; for people, and for agents in their panes',
  verbs: contextVerbs,
  more: 'Whoever is in a project means that project; a person and the orchestrator mean the whole team. What is used most and is newest is\ntold with each mission, and to each agent that begins anew. coders learn keeps a sentence that needs no key.',
});
