import { describe, expect, it } from 'vitest';
import { isMute } from '../../src/agents/mute.ts';
import { heartbeatOf, type Hearing } from '../../src/health/heartbeat.ts';
import type { Evidence, Reading } from '../../src/state/evidence.ts';

const now = Date.UTC(2030, 0, 1, 12);
const secondsAgo = (seconds: number) => now - seconds * 1000;

function heard(change: Partial<Omit<Hearing, 'verdict'>> & { readonly evidence?: readonly Evidence[] }): ReturnType<typeof heartbeatOf> {
  const { evidence = [], status = 'working', ...rest } = change;
  const reading: Reading | { status: 'unknown' } = status === 'unknown' ? { status } : { status: 'working' };
  return heartbeatOf({ status, verdict: { reading, evidence }, signs: { startedAt: secondsAgo(3600) }, isMute: false, heartbeatMs: 150_000, now, ...rest });
}

const hook = (seconds: number): Evidence => ({ source: 'hook', rule: '', reading: { status: 'working' }, at: secondsAgo(seconds) });
const title = (reading: Reading): Evidence => ({ source: 'title', rule: '', reading });

describe('whether anything is heard of an agent', () => {
  it('is so while its newest sign is younger than its heartbeat may take', () => {
    expect(heard({ evidence: [hook(200), hook(100)] })).toEqual({ state: 'responsive', lastAt: secondsAgo(100) });
    expect(heard({ evidence: [hook(150)] })).toMatchObject({ state: 'responsive' });
    expect(heard({ evidence: [hook(151)] })).toEqual({ state: 'unresponsive', since: secondsAgo(151), lastAt: secondsAgo(151) });
    expect(heard({ evidence: [hook(100)], heartbeatMs: 60_000 })).toMatchObject({ state: 'unresponsive' });
  });

  it('takes its record, its turns and its hooks for signs, whichever is newest', () => {
    const signs = { startedAt: secondsAgo(3600), turnAt: secondsAgo(500), turnEndedAt: secondsAgo(90), lastSignAt: secondsAgo(300) };
    expect(heard({ signs, evidence: [hook(400)] })).toEqual({ state: 'responsive', lastAt: secondsAgo(90) });
  });

  it.each(['idle', 'waiting', 'limited'] as const)('does not ask for any of one that is %s by its own word', (status) => {
    expect(heard({ status, evidence: [hook(5000)], signs: { startedAt: secondsAgo(9000) } })).toEqual({ state: 'responsive', lastAt: secondsAgo(5000) });
    expect(heard({ status })).toEqual({ state: 'responsive' });
  });

  it('hears a title that says now what it does, but not one that says nothing yet', () => {
    expect(heard({ evidence: [title({ status: 'working' }), hook(1000)] })).toEqual({ state: 'responsive', lastAt: secondsAgo(1000) });
    expect(heard({ status: 'starting', evidence: [title({ status: 'starting' })] })).toEqual({ state: 'unresponsive', since: secondsAgo(3600) });
  });

  it('does not hear one that is stuck, whatever its title says', () => {
    expect(heard({ status: 'stuck', evidence: [title({ status: 'working' })], signs: { lastSignAt: secondsAgo(1500) } })).toEqual({ state: 'unresponsive', since: secondsAgo(1500), lastAt: secondsAgo(1500) });
  });

  it.each(['starting', 'unknown'] as const)('gives one that is %s as long after its launch', (status) => {
    expect(heard({ status, signs: { startedAt: secondsAgo(150) } })).toEqual({ state: 'not-known' });
    expect(heard({ status, signs: { startedAt: secondsAgo(151) } })).toEqual({ state: 'unresponsive', since: secondsAgo(151) });
  });

  it('does not take what an earlier launch left for a sign', () => {
    expect(heard({ signs: { startedAt: secondsAgo(200), lastSignAt: secondsAgo(201) } })).toEqual({ state: 'unresponsive', since: secondsAgo(200) });
  });

  it('does not know where nothing tells since when, or where there is nowhere to tell', () => {
    expect(heard({ status: 'unknown', signs: {} })).toEqual({ state: 'not-known' });
    expect(heard({ status: 'unknown', isMute: true })).toEqual({ state: 'not-known' });
    expect(heard({ status: 'idle', isMute: true, evidence: [title({ status: 'idle' })] })).toEqual({ state: 'responsive' });
  });
});

it('a program that has nowhere to tell that it works is mute', () => {
  expect(['command', 'claude', 'codex', 'gemini', 'opencode', 'demo'].filter((tool) => isMute(tool))).toEqual(['command']);
  expect(isMute('own', { command: ['own'], states: { idle: { title: 'ready' } } })).toBe(true);
  expect(isMute('own', { command: ['own'], states: { working: { title: 'busy' } } })).toBe(false);
  expect(isMute('own', { command: ['own'], states: {}, record: { path: '/record', text: 'text', where: {} } })).toBe(false);
});
