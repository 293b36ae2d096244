import type { Piece } from '../../service/kind.ts';
import type { FoundService } from '../service-call.ts';

/** How a call of `coders service` ended. */
export interface ServiceReport {
  readonly verb: 'install' | 'uninstall' | 'status';
  /** What is installed now, or was removed. */
  readonly services: readonly FoundService[];
  readonly changed: boolean;
  /** What is left for a person to do or to know. */
  readonly notes: readonly string[];
  /** All that is printed, where nothing else was asked for. */
  readonly printed?: string;
}

/** As `schemas/service.schema.json` describes it. */
export function serviceJson({ verb, services, changed, notes }: ServiceReport): object {
  return { version: 1, verb, changed, services: services.map(({ kind, state, pieces }) => ({ kind: kind.name, state, pieces })), notes };
}

export function serviceText({ verb, services, changed, notes }: ServiceReport): string {
  const sentences = { install: installed, uninstall: removed, status: found }[verb];
  return [...sentences(services, changed), ...notes].join('\n');
}

function installed(services: readonly FoundService[], changed: boolean): string[] {
  return services.map((service) => `${changed ? 'Installed' : 'Installed already'}: ${starts(service)}`);
}

function removed(services: readonly FoundService[]): string[] {
  if (services.length === 0) return ['No service of coders is installed.'];
  return services.map(({ kind, pieces }) => `Removed from ${places(pieces)}: ${kind.name} no longer starts the supervisor. One that runs now goes on.`);
}

function found(services: readonly FoundService[]): string[] {
  if (services.length === 0) return ['No service is installed: after a reboot nobody starts the supervisor. coders service install changes that.'];
  return services.map((service) => states[service.state](service));
}

const states: Readonly<Record<FoundService['state'], (service: FoundService) => string>> = {
  absent: ({ kind }) => `${kind.name} has nothing of coders.`,
  current: (service) => `Installed: ${starts(service)}`,
  different: ({ kind, pieces }) => `In ${places(pieces)} stands something else than coders service install --kind ${kind.name} would write now: do that to renew it.`,
  foreign: ({ pieces }) => `${places(pieces)} exists, and coders did not write it.`,
};

function starts({ kind, pieces }: FoundService): string {
  return `${kind.name} starts the supervisor ${kind.when}. That stands in ${places(pieces)}.`;
}

/** What is about to be written, for the person who is asked. */
export function installText({ service: { kind, pieces }, beside, isRenewed }: { service: FoundService; beside: readonly string[]; isRenewed: boolean }): string {
  const renewing = isRenewed ? ['It replaces what coders wrote there before.'] : [];
  return [...pieces.map((piece) => shown('into', piece)), `${capital(kind.name)} starts the supervisor ${kind.when}.`, ...beside, ...renewing].join('\n');
}

/** What is about to be removed. */
export function uninstallText(services: readonly FoundService[]): string {
  if (services.length === 0) return 'No service of coders is installed.';
  return services.flatMap(({ pieces }) => pieces.map((piece) => shown('out of', piece))).join('\n');
}

/** The texts alone, each with its place where there are several. */
export function piecesText(pieces: readonly Piece[]): string {
  if (pieces.length === 1) return pieces[0]?.text ?? '';
  return pieces.map(({ place, text }) => `# ${place}\n${text}`).join('\n');
}

function shown(direction: string, { place, text }: Piece): string {
  return `This goes ${direction} ${place}:\n\n${text.replace(/^(?=.)/gm, '  ')}`;
}

function places(pieces: readonly Piece[]): string {
  return pieces.map(({ place }) => place).join(' and ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
