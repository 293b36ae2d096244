import { expect, test } from 'vitest';
import { cronLine, withCronLine } from '../../src/service/cron-line.ts';
import { cronScript, scriptPath } from '../../src/service/cron-script.ts';
import { kindHere } from '../../src/service/kinds.ts';
import { launchdPlist } from '../../src/service/launchd-plist.ts';
import { startupOf, unwritable } from '../../src/service/startup.ts';
import { systemdUnit } from '../../src/service/systemd-unit.ts';
import { hostile, hostileStartup, plain } from './startups.ts';

test('the unit of systemd', () => {
  expect(systemdUnit(plain)).toBe(`\
# Written by coders service install; coders service uninstall removes it.
[Unit]
Description=The coders supervisor, which keeps teams of coding agents as they were applied

[Service]
Environment=PATH=/home/ann/bin:/usr/bin:/bin
Environment=HOME=/home/ann
ExecStart=/usr/bin/node /usr/lib/node_modules/coders/dist/coders.js supervisor run
Restart=on-failure
RestartSec=5
# Agents and their tmux servers outlive the supervisor, and are many.
KillMode=process
OOMPolicy=continue
TasksMax=infinity
StandardOutput=append:/home/ann/.local/state/coders/supervisor.log
StandardError=append:/home/ann/.local/state/coders/supervisor.log

[Install]
WantedBy=default.target
`);
});

test('the property list of launchd', () => {
  expect(launchdPlist(plain)).toBe(`\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- Written by coders service install; coders service uninstall removes it. -->
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>coders.supervisor</string>
  <key>ProgramArguments</key>
  <array>
    <string>/usr/bin/node</string>
    <string>/usr/lib/node_modules/coders/dist/coders.js</string>
    <string>supervisor</string>
    <string>run</string>
  </array>
  <key>EnvironmentVariables</key>
  <dict>
    <key>PATH</key>
    <string>/home/ann/bin:/usr/bin:/bin</string>
    <key>HOME</key>
    <string>/home/ann</string>
  </dict>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <!-- Agents and their tmux servers outlive the supervisor, and are not for the background. -->
  <key>AbandonProcessGroup</key>
  <true/>
  <key>ProcessType</key>
  <string>Interactive</string>
  <key>StandardOutPath</key>
  <string>/home/ann/.local/state/coders/supervisor.log</string>
  <key>StandardErrorPath</key>
  <string>/home/ann/.local/state/coders/supervisor.log</string>
</dict>
</plist>
`);
});

test('the script of cron, and the line that names it', () => {
  expect(cronLine(scriptPath(plain))).toBe('@reboot /bin/sh /home/ann/.local/state/coders/service.sh # coders service');
  expect(cronScript(plain)).toBe(`\
#!/bin/sh
# Written by coders service install; coders service uninstall removes it.
exec >> /home/ann/.local/state/coders/supervisor.log 2>&1
export PATH=/home/ann/bin:/usr/bin:/bin
export HOME=/home/ann
until /usr/bin/node /usr/lib/node_modules/coders/dist/coders.js supervisor run; do sleep 5 || exit; done
`);
});

test('a hostile path in systemd: C escapes, % twice, and in arguments $ twice; a log is taken as it stands', () => {
  const unit = systemdUnit(hostileStartup(''));
  const quoted = `/a  b%%i$HOME$$\${HOME}\\"q'\\\\x\\\\%%&<b>;#é|*`;
  expect(unit).toContain(`Environment="HOME=${quoted}"\n`);
  expect(unit).toContain(`ExecStart=/bin/sh -c "exec \\"$$0\\" \\"$$@\\"" "${quoted.replaceAll('$', '$$$$')}/node" "${quoted.replaceAll('$', '$$$$')}/coders.js" supervisor run\n`);
  expect(unit).toContain(`StandardOutput=append:/a  b%%i$HOME$$\${HOME}"q'\\x\\%%&<b>;#é|*/state/supervisor.log\n`);
});

test('a program that systemd takes itself keeps its $, since that is no argument', () => {
  expect(systemdUnit({ ...plain, command: ['/a $b%c/node', '/a $b%c/coders.js'] })).toContain('ExecStart="/a $b%%c/node" "/a $$b%%c/coders.js"\n');
});

test('a hostile path in XML', () => {
  expect(launchdPlist(hostileStartup(''))).toContain(`<string>/a  b%i$HOME$$\${HOME}"q'\\x\\%&amp;&lt;b&gt;;#é|*/node</string>`);
});

test('a line of cron never has a % or two backslashes, which crons read differently', () => {
  const line = cronLine(scriptPath(hostileStartup('')));
  expect(line).not.toContain('%');
  expect(line).not.toContain('\\\\');
  expect(line).toBe(`@reboot /bin/sh '/a  b'"$(printf '\\045')"'i$HOME$$\${HOME}"q'"'""$(printf '\\134')"'x'"$(printf '\\134')""$(printf '\\045')"'&<b>;#é|*/state/service.sh' # coders service`);
});

test('only what a supervisor needs is taken from a shell, and a state directory as it was meant there', () => {
  expect(plain.environment).toEqual({ PATH: '/home/ann/bin:/usr/bin:/bin', HOME: '/home/ann' });
  expect(hostileStartup('').environment).toEqual({ PATH: `/${hostile}/bin:/usr/bin:/bin`, HOME: `/${hostile}`, CODERS_STATE_DIR: `/${hostile}/state`, TMUX_TMPDIR: `/${hostile}` });
});

test('a line end fits in none of them', () => {
  const settings = { node: '/usr/bin/node', program: '/coders.js', home: '/home/ann', stateDirectory: '/state', log: '/state/supervisor.log', environment: { PATH: '/bin' } };
  expect(unwritable(startupOf(settings))).toBeUndefined();
  expect(unwritable(startupOf({ ...settings, home: '/home/a\nb' }))).toBe('/home/a\nb');
});

const line = cronLine('/state/service.sh');
const crontabs: readonly [what: string, before: string][] = [
  ['none', ''],
  ['usual', '# mine\nSHELL=/bin/bash\n\n5 4 * * *\ttrue %x\\% # coders service\n@reboot other # coders\n'],
  ['without a last line end', '@daily a'],
  ['with the line ends of another system', '@daily a\r\n@daily b\r\n'],
];

test.each(crontabs)('a crontab (%s) has the line once, and is as before without it', (_what, before) => {
  const having = withCronLine(before, line);
  expect(having).toBe(`${before}${before === '@daily a' ? '\n' : ''}${line}\n`);
  expect(withCronLine(having, line)).toBe(having);
  expect(withCronLine(withCronLine(before, cronLine('/elsewhere/service.sh')), line)).toBe(having);
  expect(withCronLine(having, undefined)).toBe(before === '@daily a' ? '@daily a\n' : before);
});

test('macOS has launchd; without any of them there is no kind', () => {
  const surroundings = { home: '/home/ann', user: 'ann', platform: 'linux', environment: { PATH: '/nowhere' } } as const;
  expect(kindHere({ ...surroundings, platform: 'darwin' })?.name).toBe('launchd');
  expect(kindHere(surroundings)).toBeUndefined();
});
