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

/** Whether a run of coders loaded the client of Redis; Node says of each file that a process loads what of it ran. */
async function loadsRedis(...argv: string[]): Promise<boolean> {
  const coverage = join(team.directory, 'coverage');
  mkdirSync(coverage);
  await team.run(argv, { NODE_V8_COVERAGE: coverage });
  const reports = readdirSync(coverage).map((name) => JSON.parse(readFileSync(join(coverage, name), 'utf8')) as { readonly result: readonly { readonly url: string }[] });
  const files = reports.flatMap(({ result }) => result.map(({ url }) => url)).filter((url) => url.startsWith('file:'));
  expect(files.length).toBeGreaterThan(1);
  return files.some((url) => readFileSync(fileURLToPath(url), 'utf8').includes('ClusterAllFailedError'));
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
