import type { Tool } from '../tool.ts';
import { agent } from './agent.ts';
import { context } from './context.ts';
import { message } from './message.ts';
import { mission } from './mission.ts';

/** Every tool of the server. */
export const tools: readonly Tool[] = [agent, mission, message, context];
