import { expect, test } from 'vitest';
import { hosts } from '../../rig/hosts.ts';

const members = `
defaults: {tool: demo}
projects:
  shop:
    repo: repo
    engineers:
      cart: {host: alpha}
      search: {host: beta}
    missions:
      old: {to: search, brief: "demo: wait-for .gate-old"}
`;

test('a host that was the first undoes nothing of what was applied on another that is so by now', async () => {
  const team = await hosts({ names: ['alpha', 'beta'], manifest: members });
  const [alpha, beta] = [team.of('alpha'), team.of('beta')];
  await alpha.apply();
  await beta.apply();
  const { team: onBeta, line } = beta;
  await onBeta.write(`redis: "${line.url}"\nhosts: [beta, alpha]\n${members}      new: {to: search, after: [old], brief: Do more.}\n`);
  await beta.apply();
  await team.until('alpha to know', () => alpha.state('new') === 'waiting');
  // Alpha looks at all of it at least once more.
  await alpha.team.succeed('mission', 'add', 'last', '--to', 'search', '--after', 'new', '--brief', 'Do the rest.');
  await team.until('beta to know of what alpha did after that', () => beta.state('last') === 'waiting');
  expect([alpha.state('new'), beta.state('new'), alpha.events('mission').filter((event) => 'state' in event && event.state === 'withdrawn')]).toEqual(['waiting', 'waiting', []]);
  await alpha.apply();
  expect(alpha.state('new'), 'an apply there says it').toBeUndefined();
});
