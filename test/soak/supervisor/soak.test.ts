import { expect, test } from 'vitest';
import { seed } from '../../rig/seed.ts';
import { waitUntil } from '../../rig/wait-until.ts';
import { diceOf } from '../dice.ts';
import { pass } from '../stage.ts';
import { Conversations, noteConversations, noteStrayAgents, unlike } from './as-expected.ts';
import { drawFault } from './faults/all.ts';
import { Post } from './post.ts';
import { usualSeat } from './seats.ts';
import { freeSeats, heldSeats, livingPane, mustSucceed, newSoak, type Soak } from './soak.ts';
import { supervisorTable } from './table.ts';

const faults = Number(process.env['CODERS_SOAK_FAULTS'] ?? 10);
const deadlineMs = 20_000;
const plansEvery = 10;

test(`${faults} faults at random: after each the team is as it should be, nobody is there twice, and nothing is lost`, async () => {
  const soak = await newSoak(diceOf(seed));
  const conversations = new Conversations(soak);
  const times = new Map<string, number[]>();
  const shrunk: string[] = [];
  const begun = performance.now();
  await converged(soak, ['the first apply']);
  await noteConversations(soak);
  const post = new Post(soak, diceOf(seed + 1));
  post.start();
  for (let struck = 0, round = 1; struck < faults; round += 1) {
    await workABit(soak);
    const names = await strikeSome(soak, faults - struck);
    struck += names.length;
    const tookMs = await converged(soak, names);
    for (const name of names) times.set(name, [...(times.get(name) ?? []), tookMs]);
    await noteStrayAgents(soak);
    await noteConversations(soak);
    shrunk.push(...conversations.shrunk([...soak.seats.values()].flatMap(({ conversation }) => conversation ?? [])));
    if (round % plansEvery === 0) await expectNothingPlanned(soak);
    if (round % 50 === 0) console.log(`${struck} of ${faults} faults are through.`);
    expect(soak.doubles, `after ${names.join(', then ')}`).toEqual([]);
  }
  await releaseAll(soak);
  await post.finish();
  const findings = { seed, seconds: (performance.now() - begun) / 1000, times, work: soak.work.count, workLost: await soak.work.lost(), shrunk, doubles: soak.doubles, endedLate: soak.endedLate, post: await post.account() };
  console.log(supervisorTable(findings));
  expect(findings).toMatchObject({ post: { lost: [], doubled: [], arrivedThoughFailed: [] }, workLost: [], shrunk: [], doubles: [] });
  await soak.team.succeed('down', '--yes');
  await waitUntil(async () => (await soak.team.processes()).length === 0, { what: 'everything to end' });
}, 60_000 + faults * (deadlineMs + 10_000));

/** Up to three one after the other, before anybody has come to terms with the first. */
async function strikeSome(soak: Soak, most: number): Promise<string[]> {
  const names: string[] = [];
  for (let left = Math.min(most, soak.dice.oneOf([1, 1, 1, 2, 3])); left > 0; left -= 1) {
    const fault = drawFault(soak, names.length === 0);
    names.push(fault.name);
    await fault.strike(soak);
    if (fault.isAlone) break;
    await pass(soak.dice.below(200));
  }
  return names;
}

/** Gives how long that took, in milliseconds. */
async function converged(soak: Soak, after: readonly string[]): Promise<number> {
  const begun = performance.now();
  let last: readonly string[] = [];
  const isSo = async () => (last = await unlike(soak)).length === 0;
  await waitUntil(isSo, { what: 'the team to be as it should be', timeout: deadlineMs }).catch(async () => {
    const events = soak.store.events('shop').filter(({ type }) => type !== 'message' && type !== 'health').slice(-40).map((event) => JSON.stringify(event));
    const told = [await soak.team.succeed('status'), (await soak.team.succeed('supervisor', 'logs')).slice(-2000)];
    throw new Error([`After ${after.join(', then ')}, for ${deadlineMs} ms: ${last.join('; ')}.`, ...events, ...told].join('\n'));
  });
  return performance.now() - begun;
}

/** A person's plan would start one that was given up; nothing else is left to do for anybody. */
async function expectNothingPlanned(soak: Soak): Promise<void> {
  const others = [...soak.seats.keys()].filter((name) => name !== usualSeat);
  const { exit, stdout } = await soak.team.coders('plan', '--exit-code', ...others.flatMap((name) => ['--only', name]));
  expect({ exit, stdout }).toMatchObject({ exit: 0 });
}

async function workABit(soak: Soak): Promise<void> {
  const seat = soak.dice.oneOf(freeSeats(soak));
  if ((await livingPane(soak, seat)) !== undefined) await soak.work.does(seat, soak.dice.roll() < 0.5);
}

async function releaseAll(soak: Soak): Promise<void> {
  for (const seat of heldSeats(soak)) {
    await mustSucceed(soak, 'release', seat);
    delete soak.seats.get(seat)!.heldBecause;
  }
  await converged(soak, ['all were released']);
}
