import type { Finding } from '../../doctor/finding.ts';
import { palette } from './palette.ts';

/** One line for each finding, and below it what to do where there is something to do. */
export function doctorText(findings: readonly Finding[], color: boolean): string {
  const { green, yellow, red, faint, bold } = palette(color);
  const marks: Record<Finding['mark'], string> = { good: green('✓'), doubt: yellow('!'), bad: red('✗'), note: faint('·') };
  const width = Math.max(...findings.map(({ about }) => about.length));
  const lines = findings.flatMap(({ about, mark, sentence, remedy }) => [
    `  ${marks[mark]} ${about.padEnd(width)}  ${sentence}`,
    ...(remedy === undefined ? [] : [`    ${' '.repeat(width)}  → ${remedy}`]),
  ]);
  return [...lines, '', bold(summary(findings))].join('\n');
}

function summary(findings: readonly Finding[]): string {
  const count = (mark: Finding['mark']) => findings.filter((finding) => finding.mark === mark).length;
  const [bad, doubt] = [count('bad'), count('doubt')];
  if (bad > 0) return `${bad} ${bad === 1 ? 'thing is' : 'things are'} missing or broken.`;
  return doubt > 0 ? `${doubt} ${doubt === 1 ? 'thing' : 'things'} would wait for you.` : 'All is well.';
}

/** As `schemas/doctor.schema.json` describes it. */
export function doctorJson(manifest: string | undefined, findings: readonly Finding[]) {
  return { version: 1, ...(manifest === undefined ? {} : { manifest }), well: findings.every(({ mark }) => mark === 'good' || mark === 'note'), findings };
}
