import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface RunningProcess {
  readonly pid: number;
  readonly command: string;
}

/** Every live process of ours whose environment has the variable with exactly this value. */
export async function processesWith(name: string, value: string): Promise<readonly RunningProcess[]> {
  return process.platform === 'linux' ? linuxProcesses(`${name}=${value}`) : psProcesses(`${name}=${value}`);
}

/** Each file is there at once: to read hundreds of them beside other work costs five times what it costs to read them. */
function linuxProcesses(variable: string): readonly RunningProcess[] {
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  return pids.filter((pid) => ofProcess(pid, 'environ').split('\0').includes(variable))
    .map((pid) => ({ pid: Number(pid), command: ofProcess(pid, 'cmdline').replaceAll('\0', ' ').slice(0, 120) }));
}

/** Empty for a process that has ended, a zombie or another user's. */
function ofProcess(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}

async function psProcesses(variable: string): Promise<readonly RunningProcess[]> {
  const { stdout } = await run('ps', ['axeww', '-o', 'pid=,command='], { maxBuffer: 1 << 28 });
  return stdout.split('\n').filter((line) => line.includes(` ${variable}`)).map((line) => {
    const [, pid = '', command = ''] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    return { pid: Number(pid), command: command.slice(0, 120) };
  });
}
