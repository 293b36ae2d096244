import type { Command } from '../command.ts';
import { command as adapter } from './adapter.ts';
import { command as answer } from './answer.ts';
import { command as apply } from './apply.ts';
import { command as ask } from './ask.ts';
import { command as attach } from './attach.ts';
import { command as completion } from './completion.ts';
import { command as doctor } from './doctor.ts';
import { command as down } from './down.ts';
import { command as events } from './events.ts';
import { command as init } from './init.ts';
import { command as logs } from './logs.ts';
import { command as messages } from './messages.ts';
import { command as plan } from './plan.ts';
import { command as send } from './send.ts';
import { command as status } from './status.ts';
import { command as validate } from './validate.ts';
import { command as why } from './why.ts';

/** Every verb, in the order a person meets them. */
export const commands: readonly Command[] = [init, doctor, validate, plan, apply, status, why, logs, events, attach, send, messages, ask, answer, down, adapter, completion];
