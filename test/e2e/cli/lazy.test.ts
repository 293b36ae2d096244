import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { redisServer } from '../../rig/redis.ts';
import { testTeam, type TestTeam } from '../../rig/team.ts';

let team: TestTeam;

beforeEach(async () => {
  team = await testTeam();
});

interface Coverage {
  readonly result: readonly { readonly url: string; readonly functions: readonly { readonly ranges: readonly Range[] }[] }[];
}

interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/** Runs as soon as the client of Redis is loaded. */
const ofClient = /ClusterAllFailedError\d* *= *class/;

/** Whether a run of coders loaded the client of Redis; Node says of each file what of it ran. */
async function loadsRedis(...argv: string[]): Promise<boolean> {
  const coverage = join(team.directory, 'coverage');
  mkdirSync(coverage);
  await team.run(argv, { NODE_V8_COVERAGE: coverage });
  const reports = readdirSync(coverage).map((name) => JSON.parse(readFileSync(join(coverage, name), 'utf8')) as Coverage);
  const files = reports.flatMap(({ result }) => result).filter(({ url }) => url.startsWith('file:'));
  expect(files.length).toBeGreaterThan(1);
  return files.some(({ url, functions }) => {
    const at = readFileSync(fileURLToPath(url), 'utf8').search(ofClient);
    const around = functions.flatMap(({ ranges }) => ranges).filter(({ startOffset, endOffset }) => startOffset <= at && at < endOffset);
    return at >= 0 && around.reduce((one, other) => (other.endOffset - other.startOffset < one.endOffset - one.startOffset ? other : one)).count > 0;
  });
}

const members = 'projects: {store: {repo: repo, engineers: {cart: {tool: demo}}}}\n';

test.each([['plan'], ['status'], ['doctor', '--quick']])('coders %s loads the client of Redis only for a team that has one', async (...argv) => {
  await team.write(members);
  expect(await loadsRedis(...argv)).toBe(false);
});

test('that is seen where it is loaded', async () => {
  const server = await redisServer();
  await team.write(`redis: ${server.url}\n${members}`);
  expect(await loadsRedis('doctor', '--quick')).toBe(true);
});
