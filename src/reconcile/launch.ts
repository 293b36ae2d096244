import type { Adapter, Launch } from '../agents/adapter.ts';
import { adapterFor, programOf } from '../agents/registry.ts';
import { HostError } from '../host/host-error.ts';
import { agentsPath, type Host } from '../host/host.ts';
import { paneVariable, sharedVariables } from '../host/redis/older-tools/variables.ts';
import { markVariables } from '../host/processes/processes.ts';
import type { WindowRequest } from '../host/tmux/commands.ts';
import { worded } from '../manifest/worded.ts';
import type { Action, MemberLaunch, Step } from '../plan/plan.ts';
import { firstPrompt } from '../post/first-prompt.ts';
import { projectOf } from '../post/seat.ts';
import type { TeamEvent } from '../state/event.ts';
import type { MemberSettings } from '../state/desired.ts';
import type { LaunchRecord } from '../state/observed.ts';
import { recordedSettings } from '../state/recorded-settings.ts';
import { spoolOf } from '../state/spool.ts';
import { versionFault } from '../state/version-fault.ts';
import { whereaboutsIn } from '../state/whereabouts.ts';
import type { EffectContext } from './effect-context.ts';
import { endPane, endSurvivors } from './end-pane.ts';
import { foundVersion } from './observe-versions.ts';

type ActionOf<Type extends Action['type']> = Extract<Action, { type: Type }>;

export async function openWindow({ launch, endsSurvivors }: ActionOf<'open-window'>, step: Step, context: EffectContext): Promise<TeamEvent[]> {
  const { host, team } = context;
  await requireVersion(launch, host);
  const { record, request, makeSpool } = prepare(launch, context);
  if (endsSurvivors) await endSurvivors(team, host, record.address);
  await host.store.together(() => host.store.recordLaunch(team, record));
  makeSpool();
  const pane = await host.tmux.openWindow(request);
  await host.store.together(() => host.store.placeLaunch(team, { ...record, pane }));
  return [launched(step, launch, record)];
}

export async function respawnWindow({ pane, launch }: ActionOf<'respawn-window'>, step: Step, context: EffectContext): Promise<TeamEvent[]> {
  const { host, team } = context;
  await requireVersion(launch, host);
  const { record, request, makeSpool } = prepare(launch, context);
  await endPane(pane, host);
  await host.store.together(() => host.store.recordLaunch(team, record));
  makeSpool();
  await host.tmux.respawnPane(pane, request);
  await host.store.together(() => host.store.placeLaunch(team, { ...record, pane: { id: pane.id, server: pane.server } }));
  return [launched(step, launch, record)];
}

/** Once more, since a program may be replaced between a plan and its apply. */
async function requireVersion({ member: { address, settings, pin } }: MemberLaunch, host: Host): Promise<void> {
  const fault = pin === undefined ? undefined : versionFault(pin, await foundVersion(settings, host));
  if (fault === undefined) return;
  throw new HostError({ tool: settings.tool, command: [programOf(settings), '--version'], message: `${address} is not started: ${fault}`, stderr: '' });
}

/** Everything that can be wrong with a launch is found here, before an old agent is ended for it. */
function prepare(launch: MemberLaunch, { team, host, sharing, prompts }: EffectContext): { record: LaunchRecord & { conversation: string }; request: WindowRequest; makeSpool: () => void } {
  const { member, epoch } = launch;
  const { address, fingerprint, settings } = member;
  const conversation = launch.conversation.is === 'resumed' ? launch.conversation.id : host.newConversation();
  if (!host.files.isDirectory(settings.directory)) {
    throw new HostError({ tool: settings.tool, command: ['cd', settings.directory], message: `${address} can not start: there is no directory ${settings.directory}.`, stderr: '' });
  }
  const adapter = adapterFor(settings.tool, settings.declared);
  if (adapter === undefined) throw new Error(`a plan launches ${address} with the unknown tool ${settings.tool}`);
  const spool = spoolOf(host.store.directory, { team, address, epoch });
  const told = toldBy(launch, { team, host, prompts });
  const program = adapter.launch({
    settings: launch.conversation.is === 'new' ? { ...settings, brief: told } : settings,
    conversation: launch.conversation.is === 'resumed' ? launch.conversation.name : conversation,
    start: launch.conversation.is === 'new' ? { mode: 'new' } : { mode: 'resume', ...(launch.conversation.withBrief ? { brief: told } : {}) },
    packageDirectory: host.packageDirectory,
    spool,
    texts: textsFor(adapter, settings, host),
  });
  // An agent that applies its own team's manifest is on this host, whatever the machine is called.
  const shared = sharing === undefined ? {} : { ...sharedVariables(team, address, sharing.redis), CODERS_HOST: sharing.host };
  const env = { ...shared, ...inherited(adapter, host), ...program.env, ...markVariables({ team, address, socket: host.tmux.socket }), CODERS_EPOCH: String(epoch) };
  return {
    record: { address, epoch, fingerprint, conversation, settings: recordedSettings(settings), whereabouts: whereaboutsIn(env, adapter.inherits), ...(told === '' ? {} : { prompt: launch.conversation.is === 'new' ? 'first' : 'further' }), at: host.clock.now() },
    request: {
      session: team,
      name: member.windowName,
      directory: settings.directory,
      argv: argvFor({ ...program, unset: unsetBy(program, adapter, env), inPane: sharing === undefined ? '' : paneVariable }, host),
      env,
      tag: { team, address, epoch, fingerprint, conversation },
    },
    makeSpool: () => {
      if (Object.keys(program.files ?? {}).length > 0) host.files.makeSpool(spool, program.files ?? {});
    },
  };
}

/** The prompt of a launch, or ''. */
function toldBy(launch: MemberLaunch, context: Pick<EffectContext, 'team' | 'host' | 'prompts'>): string {
  const { conversation, member: { settings: { brief } } } = launch;
  if (conversation.is === 'new') return toldFirst(launch, brief, context);
  return conversation.withBrief ? toldFirst(launch, worded('new_brief', { brief }, context.prompts), context) : '';
}

/** With what the team knows, and what the conversation before left for this one. The launch is recorded without: they are no settings, and no drift when they change. */
function toldFirst({ member: { address, settings: { tool } }, conversation }: MemberLaunch, brief: string, { team, host: { store }, prompts }: Pick<EffectContext, 'team' | 'host' | 'prompts'>): string {
  const handover = conversation.is === 'resumed' ? undefined : conversation.handover;
  // To a program of the person's own the person's own text is told, and nothing else.
  const known = tool === 'command' ? [] : store.knowledge.ofTeam(team, projectOf(address));
  return firstPrompt(brief, { known, handover, prompts });
}

function textsFor({ needs }: Adapter, settings: MemberSettings, { files }: Host): Record<string, string> {
  return Object.fromEntries((needs?.(settings) ?? []).flatMap((path) => {
    const text = files.readText(path);
    return text === undefined ? [] : [[path, text] as const];
  }));
}

/** Where the tool keeps its files is what whoever applies says, not what the server happened to be started with. */
function unsetBy({ unset }: Launch, { inherits }: Adapter, env: Readonly<Record<string, string>>): readonly string[] {
  return unset.length === 0 ? unset : [...unset, ...inherits.filter((name) => env[name] === undefined)];
}

/** tmux gives a single word to a shell, so there are always two; `sh` reads a fixed script, and the rest as data. `inPane` is of that script. */
function argvFor({ argv, unset, inPane }: Launch & { readonly inPane: string }, host: Host): string[] {
  const [program = '', ...rest] = argv;
  const words = [host.files.findProgram(program), ...rest];
  if (unset.length === 0 && inPane === '' && words.length > 1) return words;
  const forget = unset.length === 0 ? '' : `unset ${unset.join(' ')}; `;
  return ['/bin/sh', '-c', `${inPane}${forget}exec "$@"`, 'sh', ...words];
}

/**
 * The server may have been started from elsewhere, by cron say, so what agents need to find their way is given anew.
 * They call the `coders` that started them, whichever is installed beside it.
 */
function inherited({ inherits }: Adapter, host: Host): Record<string, string> {
  const names = ['HOME', 'LANG', 'LC_ALL', ...inherits];
  const given = Object.fromEntries(names.flatMap((name) => {
    const value = host.environment[name];
    return value === undefined ? [] : [[name, value] as const];
  }));
  const path = agentsPath(host);
  return { ...(path === undefined ? {} : { PATH: path }), ...given };
}

function launched({ cause }: Step, launch: MemberLaunch, { address, epoch, conversation }: LaunchRecord & { conversation: string }): TeamEvent {
  return { type: 'launched', address, epoch, conversation, cause, resumed: launch.conversation.is === 'resumed' };
}
