import { read } from './message-read.ts';
import { reply } from './message-reply.ts';
import { send } from './message-send.ts';
import type { PostVerb } from './verb.ts';

/** Every word behind `coders message`. */
export const messageVerbs: readonly PostVerb[] = [send, reply, read];
