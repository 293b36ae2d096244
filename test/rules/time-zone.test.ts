import { describe, expect, it } from 'vitest';
import { timeZone } from '../../src/manifest/rules/time-zone.ts';
import { told } from '../manifest/memory-world.ts';

const team = (timezone: string) => `version: 1\nteam: night\nschedule: {start: "0 22 * * *", stop: "0 7 * * *", timezone: ${timezone}}\norchestrator:\n`;

describe(timeZone.sentence, () => {
  it.each(['Europe/Berlim', 'Berlin', 'new york', 'Mars/Olympus', '+02:00', '""'])('%s is none', (zone) => {
    expect(told(team(zone))).toMatchSnapshot();
  });

  it.each(['Europe/Berlin', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+2'])('%s is one', (zone) => {
    expect(told(team(zone))).toBe('');
  });
});
