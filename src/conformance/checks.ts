import { arrivesOnce, cannotProve, cannotTalk, newMark, type Check } from './check.ts';
import { deliverWhileBusy, hasItsBrief, holdBeforeDialog, interrupt, repeatSwallowed } from './delivery-checks.ts';
import { ended, exits, goesOn, killed } from './life-checks.ts';
import type { Stage } from './stage.ts';
import { hardTexts } from './texts.ts';

/** Every check, in the order they are made with one agent. */
export const checks: readonly Check[] = [
  { name: 'launch', vital: true, meet: async (stage) => void (await stage.apply()) },
  { name: 'ready', vital: true, cannot: cannotTalk, meet: (stage) => stage.becomes('idle') },
  { name: 'the brief is its first prompt', cannot: cannotProve, meet: hasItsBrief },
  ...hardTexts.map(({ name, text }): Check => ({ name: `deliver ${name}`, cannot: cannotTalk, meet: (stage) => arrivesOnce(text(newMark(stage)), stage) })),
  { name: 'deliver while busy', cannot: cannotBeBusy, meet: deliverWhileBusy },
  { name: 'nothing is typed into a dialog', cannot: cannotAsk, meet: holdBeforeDialog },
  { name: 'a swallowed submit is repeated', cannot: cannotSwallow, meet: repeatSwallowed },
  { name: 'interrupt', cannot: cannotBeBusy, meet: interrupt },
  { name: 'resume after its end', meet: (stage) => goesOn(stage, ended) },
  { name: 'resume after kill -9', meet: (stage) => goesOn(stage, killed) },
  { name: 'exit', meet: exits },
];

function cannotBeBusy(stage: Stage): string | undefined {
  return cannotTalk(stage) ?? (stage.subject.prompts.busy === undefined ? 'no prompt is known that keeps it busy' : undefined);
}

function cannotAsk(stage: Stage): string | undefined {
  return cannotTalk(stage) ?? (stage.subject.prompts.dialog === undefined ? 'no prompt is known that opens a dialog' : undefined);
}

function cannotSwallow(stage: Stage): string | undefined {
  return cannotTalk(stage) ?? (stage.delivery.channel.by === 'http' ? 'no key submits its text' : undefined);
}
