import { existsSync } from 'node:fs';
import { readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { directoryContent } from '../../rig/directory-content.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';
import { fakeSystem, type FakeSystem } from '../../service/system.ts';
import { readDocument } from './documents.ts';
import { personAt } from './person.ts';

let system: FakeSystem;
let team: TestTeam;

beforeAll(async () => {
  system = await fakeSystem();
  team = await testTeam({ env: { PATH: system.path } });
});

interface Document {
  readonly changed: boolean;
  readonly services: readonly { readonly kind: string; readonly state: string; readonly pieces: readonly { readonly place: string; readonly text: string }[] }[];
  readonly notes: readonly string[];
}

async function service(...argv: readonly string[]): Promise<Document> {
  return readDocument<Document>('service', await team.succeed('service', ...argv, '--json'));
}

const files: Readonly<Record<'systemd' | 'launchd', string>> = { systemd: '.config/systemd/user/coders.service', launchd: 'Library/LaunchAgents/coders.supervisor.plist' };

describe.each(['systemd', 'launchd'] as const)('a service of %s', (kind) => {
  const file = () => join(team.home, files[kind]);

  test('is installed once, found, renewed when something else stands there, and removed without a rest', async () => {
    expect(await service('status')).toMatchObject({ services: [] });
    const text = await team.succeed('service', 'install', '--kind', kind, '--print');
    expect(existsSync(file())).toBe(false);
    expect(await service('install', '--kind', kind, '--yes')).toMatchObject({ changed: true, services: [{ kind, state: 'current', pieces: [{ place: file(), text }] }] });
    expect(await readFile(file(), 'utf8')).toBe(text);
    expect(text).toContain(join(team.package, 'dist', 'coders.js'));
    expect(await service('install', '--kind', kind)).toMatchObject({ changed: false });
    expect(await service('status')).toMatchObject({ services: [{ kind, state: 'current' }] });
    await writeFile(file(), text.replaceAll(process.execPath, '/gone/node'));
    expect(await service('status')).toMatchObject({ services: [{ kind, state: 'different' }] });
    expect(await team.succeed('service', 'status')).toContain(`do that to renew it`);
    expect(await service('install', '--kind', kind, '--yes')).toMatchObject({ changed: true });
    expect(await readFile(file(), 'utf8')).toBe(text);
    expect(await service('uninstall', '--yes')).toMatchObject({ changed: true, services: [{ kind }] });
    expect(await service('uninstall', '--yes')).toMatchObject({ changed: false, services: [] });
    expect((await filesOf(team.home)).sort()).toEqual(['.gitconfig']);
  });

  test('never takes the place of a file that coders did not write', async () => {
    await service('install', '--kind', kind, '--yes');
    await writeFile(file(), 'mine\n');
    expect(await service('status')).toMatchObject({ services: [{ kind, state: 'foreign' }] });
    expect(await team.coders('service', 'install', '--kind', kind, '--yes')).toMatchObject({ exit: 2, stderr: expect.stringContaining(`${file()} exists, and coders did not write it.`) });
    expect(await service('uninstall', '--yes')).toMatchObject({ changed: false });
    expect(await readFile(file(), 'utf8')).toBe('mine\n');
    await writeFile(file(), await team.succeed('service', 'install', '--kind', kind, '--print'));
    await service('uninstall', '--yes');
  });
});

describe('systemd', () => {
  test('is enabled by a link, told of the unit, and asked to linger; where it may not, that is said', async () => {
    const { notes } = await service('install', '--kind', 'systemd', '--yes');
    expect(await readlink(join(team.home, '.config/systemd/user/default.target.wants/coders.service'))).toBe(join(team.home, files.systemd));
    expect((await system.calls()).slice(-2)).toEqual(['systemctl --user daemon-reload', 'loginctl --no-ask-password enable-linger']);
    expect(notes).toEqual([expect.stringMatching(/^Until somebody types "sudo loginctl enable-linger \w+" it starts only when you log in: .*Access denied/)]);
    await service('uninstall', '--yes');
    expect((await system.calls()).at(-1)).toBe('systemctl --user daemon-reload');
  });
});

describe('cron', () => {
  const others = '# mine\nMAILTO=""\n\n5 4 * * *\tbackup %x\\% \n@reboot tunnel # coders\n';

  test('gets one line and its script; every other line stays byte for byte', async () => {
    await system.writeCrontab(others);
    expect(await service('install', '--kind', 'cron', '--yes')).toMatchObject({ changed: true, services: [{ kind: 'cron' }] });
    const script = join(team.stateDirectory, 'service.sh');
    expect(await system.crontab()).toBe(`${others}@reboot /bin/sh ${script} # coders service\n`);
    expect(await readFile(script, 'utf8')).toContain(`export CODERS_STATE_DIR=${team.stateDirectory}\n`);
    expect(await service('install', '--kind', 'cron')).toMatchObject({ changed: false });
    expect(await service('status')).toMatchObject({ services: [{ kind: 'cron', state: 'current', pieces: [{ place: script }, { place: 'your crontab' }] }] });
    await system.writeCrontab((await system.crontab())!.replace('service.sh', 'former.sh'));
    expect(await service('status')).toMatchObject({ services: [{ state: 'different' }] });
    await service('install', '--kind', 'cron', '--yes');
    await service('uninstall', '--yes');
    expect(await system.crontab()).toBe(others);
    expect(existsSync(script)).toBe(false);
  });

  test('has no crontab afterwards where there was none', async () => {
    await system.writeCrontab(undefined);
    await service('install', '--kind', 'cron', '--yes');
    expect((await system.crontab())?.split('\n').length).toBe(2);
    await service('uninstall', '--yes');
    expect(await system.crontab()).toBeUndefined();
    expect((await filesOf(team.home)).sort()).toEqual(['.gitconfig']);
  });
});

describe('a person', () => {
  test('sees what is written before it is, and only yes writes it', async () => {
    await system.writeCrontab(undefined);
    const person = await personAt(team, { columns: 200 });
    await person.begins('coders service install --kind cron');
    const question = await person.sees(/Only "yes" is taken as yes:$/);
    expect(question).toContain('This goes into your crontab:');
    expect(question).toMatch(/@reboot \/bin\/sh \S+service.sh # coders service/);
    await person.type('y');
    expect(await person.isDone()).toMatchObject({ exit: 4, screen: expect.stringMatching(/Nothing was changed\.$/) });
    expect(await system.crontab()).toBeUndefined();
    await person.begins('coders service install --kind cron');
    await person.sees(/taken as yes:$/);
    await person.type('yes');
    expect(await person.isDone()).toMatchObject({ exit: 0, screen: expect.stringContaining('Installed: cron starts the supervisor when cron starts, after each boot.') });
    await person.begins('coders service uninstall');
    await person.sees(/taken as yes:$/);
    await person.type('yes');
    expect(await person.isDone()).toMatchObject({ exit: 0, screen: expect.stringContaining('One that runs now goes on.') });
    expect(await system.crontab()).toBeUndefined();
  });
});

const mistakes: readonly [typed: readonly string[], sentence: string, help: string][] = [
  [[], 'coders service needs a word that says what to do.', 'It is one of install, uninstall, status.'],
  [['remove'], 'coders service can not "remove".', 'It is one of install, uninstall, status.'],
  [['install', '--kind', 'sytemd'], '"sytemd" is no kind of service.', 'Did you mean systemd?'],
  [['install', '--kind', 'runit'], '"runit" is no kind of service.', 'Kinds are launchd, systemd, cron.'],
  [['install', '--kind', 'cron'], 'coders service install changes what this system starts, and nobody can be asked.', 'Look at it with --print, then say --yes.'],
];

test.each(mistakes)('coders service %j', async (typed, sentence, help) => {
  const { exit, stdout, stderr } = await team.coders('service', ...typed);
  expect({ exit, stdout, stderr }).toEqual({ exit: 2, stdout: '', stderr: `error: ${sentence}\nhelp: ${help}\n` });
});

test('a system without any of them is told so', async () => {
  const { exit, stderr } = await team.run(['service', 'install', '--yes'], { PATH: '/nowhere' });
  if (process.platform === 'darwin') return;
  expect({ exit, stderr }).toMatchObject({ exit: 2, stderr: expect.stringContaining('neither launchd nor a running systemd nor a crontab program') });
});

/** The files of a folder, whatever folders they are in. */
async function filesOf(folder: string): Promise<string[]> {
  return Object.keys(await directoryContent(folder));
}
