import { relative } from 'node:path';
import type { DeferredField } from '../../manifest/manifest.ts';
import { countsOf, phraseOf, type Kind } from '../../plan/phrases.ts';
import type { Difference } from '../../plan/difference.ts';
import type { Plan, Remark, Step } from '../../plan/plan.ts';
import { elsewhereWords } from '../../state/elsewhere-words.ts';
import { palette, type Paint, type Palette } from './palette.ts';

export interface PlanStyle {
  readonly color: boolean;
  /** Paths of the manifest are shown relative to it. */
  readonly directory: string;
}

/** The plan as people read it. */
export function planText(plan: Plan, style: PlanStyle): string {
  const paints = palette(style.color);
  const sections = [
    plan.steps.map((step) => stepText(step, paints)).join('\n'),
    remarksText('Left as it is', plan.untouched, paints),
    remarksText('Can not be done', plan.refused, { ...paints, bold: (text) => paints.red(paints.bold(text)) }),
    deferredText(plan.deferred, style, paints),
    elsewhereWords(plan.elsewhere),
    summaryText(plan, paints),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

const symbols: Record<Kind, string> = { add: '+', change: '~', remove: '-' };

function stepText(step: Step, paints: Palette): string {
  const { kind, words } = phraseOf(step);
  const paintOf: Record<Kind, Paint> = { add: paints.green, change: paints.yellow, remove: paints.red };
  const lines = [
    `  ${paintOf[kind](step.destroys === undefined || kind === 'remove' ? symbols[kind] : '±')} ${paints.bold(step.address)}: ${words}`,
    `      ${paints.faint(`because: ${step.cause}; impact:`)} ${impactText(step, paints)}`,
    ...step.differences.map((difference) => `      ${differenceText(difference, paints)}`),
  ];
  return lines.join('\n');
}

function impactText({ impact, waits, destroys }: Step, { yellow, red }: Palette): string {
  const loss = destroys === undefined ? '' : red(` (${destroys})`);
  return waits === undefined ? `${impact}${loss}` : `${yellow(`${impact}, then ${waits.then}`)}${loss}; waits for ${waits.for}`;
}

function differenceText({ field, old, new: now }: Difference, { faint }: Palette): string {
  if (old === undefined) return `${field}: ${faint('(none)')} → ${now}`;
  return `${field}: ${old} → ${now ?? faint('(none)')}`;
}

function remarksText(title: string, remarks: readonly Remark[], { bold }: Palette): string {
  if (remarks.length === 0) return '';
  return [`${bold(title)}:`, ...remarks.map(({ address, reason }) => `  ${address}: ${reason}`)].join('\n');
}

function deferredText(fields: readonly DeferredField[], { directory }: PlanStyle, { bold, faint }: Palette): string {
  if (fields.length === 0) return '';
  const rows = fields.map(({ path, place }) => `  ${path} ${faint(`(${relative(directory, place.file)}:${place.start.line}:${place.start.column})`)}`);
  return [`${bold('Accepted, not yet acted on')}:`, ...rows].join('\n');
}

/** One line, as Terraform ends its plan. */
export function summaryText(plan: Plan, { bold }: Palette): string {
  if (plan.steps.length === 0) {
    if (plan.refused.length > 0) return bold('No changes can be made.');
    return `${bold('No changes.')} ${plan.untouched.length === 0 ? 'Everything' : 'All else'} is as the manifest says.`;
  }
  const { add, change, remove, waiting } = countsOf(plan.steps);
  const waits = waiting === 0 ? '' : ` ${waiting} of them ${waiting === 1 ? 'waits' : 'wait'}.`;
  return `${bold('Plan:')} ${add} to add, ${change} to change, ${remove} to remove.${waits}`;
}
