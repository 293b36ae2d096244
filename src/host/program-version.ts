import { versionIn } from '../util/version-range.ts';
import { HostError } from './host-error.ts';
import { runProgram } from './run-program.ts';

/** Some tools load all of themselves before they say their version. */
const timeoutMs = 30_000;

/** The version that a program says it has. Throws a HostError where it says none. */
export async function programVersion(program: string, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const ended = await runProgram(program, ['--version'], { env, timeoutMs });
  const version = ended.how === 'exited' && ended.exitCode === 0 ? versionIn(ended.stdout) : undefined;
  if (version !== undefined) return version;
  const how = ended.how === 'exited' ? `exits with ${ended.exitCode}` : ended.how === 'killed' ? `says nothing in ${timeoutMs / 1000} s` : `can not be run (${ended.error.message})`;
  throw new HostError({ tool: program, command: [program, '--version'], message: `"${program} --version" names no version: it ${how}.`, stderr: ended.stderr });
}
