import type { Command } from '../command.ts';
import { command as adapter } from './adapter.ts';
import { command as apply } from './apply.ts';
import { command as attach } from './attach.ts';
import { command as completion } from './completion.ts';
import { command as down } from './down.ts';
import { command as init } from './init.ts';
import { command as messages } from './messages.ts';
import { command as plan } from './plan.ts';
import { command as send } from './send.ts';
import { command as status } from './status.ts';
import { command as validate } from './validate.ts';

/** Every verb, in the order a person meets them. */
export const commands: readonly Command[] = [init, validate, plan, apply, status, attach, send, messages, down, adapter, completion];
