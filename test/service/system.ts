import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryDirectory } from '../rig/temporary.ts';

/** Programs that stand before those of the system: a crontab as cron's own behaves, and what would change more than a HOME. */
export interface FakeSystem {
  readonly path: string;
  /** The person's crontab; undefined where there is none. */
  crontab(): Promise<string | undefined>;
  writeCrontab(text: string | undefined): Promise<void>;
  /** How systemctl and loginctl were called. */
  calls(): Promise<readonly string[]>;
}

// As cron 3.0pl1 of Debian: exit code 1 without a crontab, and for one that does not end a line or holds a command too long.
const crontabProgram = `#!/bin/sh
file=$(dirname "$0")/crontab.txt
case "$1" in
-l) [ -e "$file" ] || { echo "no crontab for $(id -un)" >&2; exit 1; }; cat "$file" ;;
-r) [ -e "$file" ] || { echo "no crontab for $(id -un)" >&2; exit 1; }; rm "$file" ;;
-) cat > "$file.new"
  if [ -s "$file.new" ] && [ "$(tail -c 1 "$file.new" | od -An -tx1 | tr -d ' ')" != 0a ]; then echo "new crontab file is missing newline before EOF, can't install." >&2; exit 1; fi
  if grep -q '.\\{999\\}' "$file.new"; then echo '"-":1: command too long' >&2; exit 1; fi
  mv "$file.new" "$file" ;;
*) exit 2 ;;
esac
`;

const recordingProgram = `#!/bin/sh
echo "$(basename "$0") $*" >> "$(dirname "$0")/calls.txt"
if [ "$(basename "$0")" = loginctl ]; then echo "Could not enable linger: Access denied" >&2; exit 1; fi
`;

/** Made for one test file. */
export async function fakeSystem(): Promise<FakeSystem> {
  const folder = await temporaryDirectory('system');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries({ crontab: crontabProgram, systemctl: recordingProgram, loginctl: recordingProgram, launchctl: recordingProgram })) {
    await writeFile(join(folder, name), text);
    await chmod(join(folder, name), 0o755);
  }
  const textOf = async (name: string) => (existsSync(join(folder, name)) ? readFile(join(folder, name), 'utf8') : undefined);
  return {
    path: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
    crontab: () => textOf('crontab.txt'),
    writeCrontab: (text) => (text === undefined ? rm(join(folder, 'crontab.txt'), { force: true }) : writeFile(join(folder, 'crontab.txt'), text)),
    calls: async () => ((await textOf('calls.txt')) ?? '').split('\n').filter((line) => line !== ''),
  };
}
