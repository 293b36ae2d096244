import { getSystemErrorMap } from 'node:util';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { HostError, type HostFailure } from '../../host/host-error.ts';
import { BusyTeam, exits, InvalidManifest, UsageError } from '../command.ts';
import { palette } from './palette.ts';

/** What a person is told when a verb can not go on, and the exit code. */
export function failureText(error: unknown, { color, json }: { color: boolean; json: boolean }): { text: string; exit: number } {
  const failure = classify(error);
  if (json) return { text: JSON.stringify({ version: 1, error: failure }, null, 2), exit: failure.exit };
  const { bold, red } = palette(color);
  const help = failure.hint === undefined ? '' : `\n${bold('help')}: ${failure.hint}`;
  return { text: `${red('error')}${bold(`: ${failure.message}`)}${help}`, exit: failure.exit };
}

/** As `schemas/error.schema.json` describes it. */
interface Failure {
  readonly kind: 'usage' | 'manifest' | 'host' | 'busy' | 'bug';
  readonly message: string;
  readonly hint?: string;
  readonly exit: number;
  readonly diagnostics?: readonly Diagnostic[];
  readonly host?: Pick<HostFailure, 'tool' | 'command' | 'exitCode' | 'stderr'>;
}

function classify(error: unknown): Failure {
  if (error instanceof UsageError) return { kind: 'usage', message: error.message, exit: exits.wrongInput, ...hintOf(error) };
  if (error instanceof InvalidManifest) return { kind: 'manifest', message: error.message, exit: exits.wrongInput, diagnostics: error.diagnostics };
  if (error instanceof BusyTeam) return { kind: 'busy', message: error.message, exit: exits.notConverged, ...hintOf(error) };
  if (error instanceof HostError) return { kind: 'host', message: error.message, exit: exits.hostFailed, ...hintOf(error), host: hostOf(error) };
  if (isFileError(error)) return { kind: 'host', message: fileErrorText(error), exit: exits.hostFailed, host: { tool: 'files', command: [error.syscall, error.path], stderr: '' } };
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: 'bug', message: `coders has a bug: ${words}`, hint: 'Please report it with these lines and what you did.', exit: exits.bug };
}

function hintOf({ hint }: { readonly hint?: string }): { hint?: string } {
  return hint === undefined ? {} : { hint };
}

function hostOf({ tool, command, exitCode, stderr }: HostError): NonNullable<Failure['host']> {
  return { tool, command, stderr, ...(exitCode === undefined ? {} : { exitCode }) };
}

type FileError = NodeJS.ErrnoException & { readonly syscall: string; readonly path: string; readonly errno: number };

/** A file that the person named can not be read or written: neither a wrong command line nor a bug. */
function isFileError(error: unknown): error is FileError {
  return error instanceof Error && 'syscall' in error && 'path' in error && 'errno' in error;
}

function fileErrorText({ path, errno, syscall }: FileError): string {
  const reason = getSystemErrorMap().get(errno)?.[1] ?? `error ${errno}`;
  return `${path} can not be used: ${reason} (${syscall}).`;
}
