import { adapterFor, programOf } from '../agents/registry.ts';
import type { Environment } from '../agents/look.ts';
import type { Installation } from '../agents/installation.ts';
import { installationOf, installations } from '../agents/installations.ts';
import { existsMatching, readText } from '../host/files.ts';
import { findProgram, isOnPath } from '../host/find-program.ts';
import { versionOf } from '../host/installed-version.ts';
import type { VersionPin } from '../manifest/manifest.ts';
import { versionFault } from '../state/version-fault.ts';
import { isInRange, readVersionRange } from '../util/version-range.ts';
import { examined, type Finding } from './finding.ts';
import { createRehearsals, type Rehearsals } from './rehearsals.ts';
import type { DoctorRequest, ExaminedMember } from './request.ts';

/** One program that members run, and who does. */
interface Use {
  readonly tool: string;
  readonly program: string;
  readonly members: readonly ExaminedMember[];
  /** A team is lost without it. */
  readonly needed: boolean;
}

/** Every program that the team runs; every known tool where there is no team. */
export async function examineTools(request: DoctorRequest): Promise<Finding[]> {
  const uses = request.members === undefined ? knownTools() : usesOf(request.members);
  const rehearsals = await createRehearsals(request);
  const findings = await Promise.all(uses.map((use) => examined(use.tool, () => examineUse(use, request.environment, rehearsals))));
  return findings.flat();
}

function knownTools(): Use[] {
  return installations.map(({ tool }) => ({ tool, program: adapterFor(tool)?.program ?? tool, members: [], needed: false }));
}

function usesOf(members: readonly ExaminedMember[]): Use[] {
  const uses = new Map<string, Use>();
  for (const member of members) {
    const { tool } = member.settings;
    const program = programOf(member.settings);
    const key = `${tool} ${program}`;
    uses.set(key, { tool, program, needed: true, members: [...(uses.get(key)?.members ?? []), member] });
  }
  return [...uses.values()];
}

async function examineUse(use: Use, environment: Environment, rehearsals: Rehearsals): Promise<Finding[]> {
  const { tool, program, members, needed } = use;
  const pin = members.find((member) => member.pin !== undefined)?.pin;
  const declared = members[0]?.settings.declared;
  if (adapterFor(tool, declared) === undefined && needed) return [{ about: tool, mark: 'bad', sentence: `This version of coders can not start ${tool} yet.` }];
  const installation = installationOf(tool);
  if (tool === 'demo' && program === 'node') return [{ about: tool, mark: 'good', sentence: 'It ships with coders and needs nothing else.' }];
  if (!needed && !isOnPath(program, environment['PATH'])) return [{ about: tool, mark: 'note', sentence: `The program ${program} is not on PATH.` }];
  const path = findProgram(program, environment['PATH']);
  if (installation === undefined && pin === undefined) return [{ about: tool, mark: 'good', sentence: `The program is at ${path}.` }];
  const versions = await examined(tool, async () => {
    const version = await versionOf({ tool, path }, environment);
    const found = versionFinding(tool, { path, version, pin });
    return found.mark === 'bad' ? [found] : [found, ...(await examined(tool, () => rehearsals.of({ tool, path, version })))];
  });
  if (installation === undefined) return versions;
  return [
    ...versions,
    loginFinding(installation, use, environment),
    ...trustFindings(installation, use, environment),
  ];
}

function versionFinding(tool: string, { path, version, pin }: { readonly path: string; readonly version: string; readonly pin: VersionPin | undefined }): Finding {
  const fault = pin === undefined ? undefined : versionFault(pin, { program: path, version });
  if (fault !== undefined) return { about: tool, mark: 'bad', sentence: fault };
  const tested = installationOf(tool)?.tested;
  const where = `Version ${version} is at ${path}`;
  if (tested === undefined) return { about: tool, mark: 'good', sentence: `${where}, as the manifest wants.` };
  if (isInRange(version, readVersionRange(tested)!)) return { about: tool, mark: 'good', sentence: `${where}; coders is tested with ${tested}.` };
  return { about: tool, mark: 'doubt', sentence: `${where}, and coders is tested with ${tested} only.`, remedy: `See whether it does all that coders expects: coders adapter test ${tool}` };
}

function loginFinding({ tool, login }: Installation, { members, needed }: Use, environment: Environment): Finding {
  const server = members.find(({ settings }) => settings.baseUrl !== undefined)?.settings.baseUrl;
  if (server !== undefined && members.every(({ settings }) => settings.baseUrl !== undefined)) return { about: tool, mark: 'good', sentence: `It talks to ${server}, which needs no login of its maker's.` };
  const environments = members.length === 0 ? [environment] : members.map(({ settings }) => ({ ...environment, ...settings.env }));
  const missing = environments.filter((own) => !login.variables.some((name) => own[name]) && !login.files(own).some(existsMatching));
  if (missing.length === 0) return { about: tool, mark: 'good', sentence: 'Somebody has logged in.' };
  if (login.hiddenOn === process.platform) return { about: tool, mark: 'note', sentence: 'Whether somebody has logged in stands in the keychain, where coders does not look.' };
  const where = login.files(missing[0]!).join(' or ');
  return { about: tool, mark: needed ? 'doubt' : 'note', sentence: `Nobody has logged in: there is no ${where}, and none of ${login.variables.join(', ')} is set.`, remedy: login.how };
}

function trustFindings({ tool, trust }: Installation, { members }: Use, environment: Environment): Finding[] {
  if (trust === undefined || members.length === 0) return [];
  const asked = new Map<string, 'no' | 'unknown'>();
  for (const { settings, repository } of members) {
    const text = readText(trust.file({ ...environment, ...settings.env })) ?? '';
    const isTrusted = text === '' ? false : trust.trusts(text, [settings.directory, ...(repository === undefined ? [] : [repository])]);
    if (isTrusted !== true) asked.set(repository ?? settings.directory, isTrusted === false ? 'no' : 'unknown');
  }
  if (asked.size === 0) return [{ about: tool, mark: 'good', sentence: 'It trusts every directory that it will run in.' }];
  return [...asked].map(([directory, answer]) => answer === 'no'
    ? { about: tool, mark: 'doubt', sentence: `It has not been told to trust ${directory}, and asks when it starts there.`, remedy: trust.how }
    : { about: tool, mark: 'note', sentence: `Whether it trusts ${directory} can not be read from ${trust.file(environment)}.` });
}
