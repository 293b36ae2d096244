import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface RunningProcess {
  readonly pid: number;
  readonly command: string;
}

/** Every live process of ours whose environment has the variable with exactly this value. */
export function processesWith(name: string, value: string): Promise<readonly RunningProcess[]> {
  return process.platform === 'linux' ? linuxProcesses(`${name}=${value}`) : psProcesses(`${name}=${value}`);
}

async function linuxProcesses(variable: string): Promise<readonly RunningProcess[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const found = await Promise.all(pids.map(async (pid) => {
    const variables = await ofProcess(pid, 'environ');
    if (!variables.split('\0').includes(variable)) return [];
    return [{ pid: Number(pid), command: (await ofProcess(pid, 'cmdline')).replaceAll('\0', ' ').slice(0, 120) }];
  }));
  return found.flat();
}

/** Empty for a process that has ended, a zombie or another user's. */
async function ofProcess(pid: string, file: string): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/${file}`, 'utf8');
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
