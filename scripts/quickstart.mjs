// The quickstart: applies examples/quickstart to a small new repository and shows what became of it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const manifest = 'examples/quickstart/team.yaml';
const workDeadlineMs = 25_000;
const bold = (text) => (process.stdout.isTTY && !process.env.NO_COLOR ? `\u001b[1m${text}\u001b[22m` : text);

const repository = join(mkdtempSync(join(tmpdir(), 'coders-quickstart-')), 'repo');
const env = { ...process.env, QUICKSTART_REPO: repository };

const git = (...argv) => execFileSync('git', ['-C', repository, ...argv], { encoding: 'utf8', env });
const show = (...argv) => {
  console.log(`\n${bold(`$ coders ${argv.join(' ')}`)}`);
  const { status } = spawnSync(process.execPath, ['dist/coders.js', ...argv], { stdio: ['ignore', 'inherit', 'inherit'], env });
  if (status !== 0) process.exit(status ?? 1);
};
const ask = (...argv) => spawnSync(process.execPath, ['dist/coders.js', ...argv], { encoding: 'utf8', env });

takeDownEarlierOne();
makeRepository();
console.log(`A new repository stands in ${repository}.`);
show('plan', manifest);
show('apply', manifest, '--yes');
await watchTheWork();
show('status', 'quickstart');
console.log(`\n${bold('What is on the branches')}\n${git('log', '--graph', '--oneline', '--decorate', '--all').trimEnd()}`);
console.log(`
${bold('Now you')}
  node dist/coders.js attach hello --team quickstart   sit down beside an agent (leave with Ctrl-b d)
  node dist/coders.js status quickstart                who does what
  node dist/coders.js down quickstart                  take it all down; the branches stay
  node dist/coders.js init                             write a team of your own`);

function takeDownEarlierOne() {
  if (ask('status', 'quickstart').status !== 0) return;
  console.log('An earlier quickstart is taken down first.');
  show('down', 'quickstart', '--worktrees', '--yes');
}

function makeRepository() {
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', repository], { env });
  writeFileSync(join(repository, 'README.md'), '# Greetings\n\nA library that greets people. The team builds it.\n');
  git('add', '.');
  const person = git('config', '--default', '', 'user.email').trim() === '' ? ['-c', 'user.name=You', '-c', 'user.email=you@localhost'] : [];
  git(...person, 'commit', '--quiet', '--message', 'Say what this is going to be');
}

/** Prints each commit as it comes, until every agent is idle again. */
async function watchTheWork() {
  console.log(`\n${bold('The agents work. Their commits, as they come:')}`);
  const deadline = Date.now() + workDeadlineMs;
  const seen = new Set();
  for (let idle = false; ; ) {
    for (const line of git('log', '--branches', '--not', 'main', '--reverse', '--format=%h%x09%S%x09%s').split('\n')) {
      const [commit, branch = '', subject] = line.split('\t');
      if (commit === '' || seen.has(commit)) continue;
      seen.add(commit);
      console.log(`  ${commit}  ${branch.replace(/^.*\//, '').padEnd(5)}  ${subject}`);
    }
    if (idle || Date.now() > deadline) return;
    await wait(200);
    const { members } = JSON.parse(ask('status', 'quickstart', '--json').stdout);
    idle = members.every(({ status }) => status === 'idle');
  }
}
