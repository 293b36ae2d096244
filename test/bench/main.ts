import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { machine } from './machine.ts';
import { installPeers } from './peers.ts';
import { aimText, findingText } from './print.ts';
import type { BenchContext, Finding, Section } from './section.ts';
import { applySection } from './sections/apply.ts';
import { changeSection } from './sections/change.ts';
import { checkinsSection } from './sections/checkins.ts';
import { deliverySection } from './sections/delivery.ts';
import { hooksSection } from './sections/hooks.ts';
import { idleSection } from './sections/idle.ts';
import { messagesSection } from './sections/messages.ts';
import { missionsHandoverSection } from './sections/missions-handover.ts';
import { missionsSection } from './sections/missions.ts';
import { pureSection } from './sections/pure.ts';
import { radarSection } from './sections/radar.ts';
import { replacementSection } from './sections/replacement.ts';
import { roundTripsSection } from './sections/round-trips.ts';
import { screensSection } from './sections/screens.ts';
import { settledSection } from './sections/settled.ts';
import { startingSection } from './sections/starting.ts';
import { statusPassSection } from './sections/status-pass.ts';
import { watchSection } from './sections/watch.ts';
import { worktreesSection } from './sections/worktrees.ts';
import { endServer } from './server.ts';
import { installCoders, surroundingsIn, type Surroundings } from './surroundings.ts';

const sections: readonly Section[] = [startingSection, pureSection, roundTripsSection, deliverySection, messagesSection, hooksSection, statusPassSection, screensSection, settledSection, replacementSection, idleSection, checkinsSection, changeSection, missionsSection, missionsHandoverSection, watchSection, worktreesSection, radarSection, applySection];
const fewestRuns = 5;

const help = `npm run bench -- [--only NAME]… [--runs N] [--json FILE]

  --only NAME   one part: ${sections.map(({ name }) => name).join(', ')}; may be given again
  --runs N      how often each is measured, after one warm-up (7; at least ${fewestRuns})
  --json FILE   also write every sample there`;

/** Measures, prints, and gives the exit code: 0 also where an aim is not met, for a bench tells and does not judge. */
export async function main(argv: readonly string[], { directory, packageDirectory }: { readonly directory: string; readonly packageDirectory: string }): Promise<number> {
  const options = readOptions(argv);
  if (options === undefined) return 2;
  const places: Surroundings[] = [];
  const absent = options.chosen.includes(applySection) ? installPeers(['tmuxp', 'tmuxinator']) : new Map();
  const context: BenchContext = {
    runs: options.runs,
    coders: installCoders(packageDirectory, directory),
    absent: (peer) => absent.get(peer),
    place() {
      const place = surroundingsIn(directory);
      places.push(place);
      return place;
    },
  };
  const report = { machine: machine(), runs: options.runs, findings: [] as Finding[] };
  console.log(heading(report));
  try {
    for (const section of options.chosen) {
      for (const finding of await section.measure(context)) {
        report.findings.push(finding);
        console.log(findingText(finding));
      }
    }
  } finally {
    places.forEach(endServer);
  }
  console.log(['Aims', '', ...report.findings.flatMap(({ aims = [] }) => aims.map(aimText))].join('\n'));
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  return 0;
}

function readOptions(argv: readonly string[]) {
  const { values } = parseArgs({ args: [...argv], options: {
    only: { type: 'string', multiple: true },
    runs: { type: 'string', default: '7' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  } });
  const unknown = (values.only ?? []).find((name) => !sections.some((section) => section.name === name));
  const runs = Number(values.runs);
  if (unknown !== undefined) console.error(`The bench has no part "${unknown}".`);
  else if (!Number.isInteger(runs) || runs < fewestRuns) console.error(`"${values.runs}" is no number of runs; ${fewestRuns} is the fewest.`);
  else if (!values.help) return { runs, json: values.json, chosen: sections.filter(({ name }) => values.only?.includes(name) ?? true) };
  console.log(help);
  return undefined;
}

function heading(report: { readonly machine: Readonly<Record<string, string>>; readonly runs: number }): string {
  return [
    ...Object.entries(report.machine).map(([name, value]) => `${name.padEnd(11)}${value}`),
    '',
    `Medians of ${report.runs} runs in milliseconds, after a warm-up; the contestants take turns, A B A B.`,
    'NODE_EXTRA_CA_CERTS is unset: with it, Node 20 reads that file at every start, about 150 ms.',
    '',
  ].join('\n');
}
