import { describe, expect, it } from 'vitest';
import type { Adapter } from '../../src/agents/adapter.ts';
import type { Answer, DialogKey } from '../../src/agents/dialog.ts';
import { verdictOf } from '../../src/health/verdict.ts';
import type { Verdict } from '../../src/state/evidence.ts';
import { withoutStyles } from '../../src/util/styles.ts';
import { recordedNames, recordedScreen } from './recorded-screens.ts';

/** What a recorded screen says. */
export interface Told {
  readonly reading: Verdict['reading'];
  /** What stands in its input box; absent where none is drawn. */
  readonly draft?: string;
  /** What is pressed for an answer to its question, as far as the adapter knows. */
  readonly keys?: readonly { readonly answer: Answer; readonly pressed: readonly DialogKey[] | undefined }[];
}

/** Registers tests that an adapter reads every screen that was recorded of its tool, and reads it right. */
export function replayScreens(adapter: Adapter, folder: string, screens: Readonly<Record<string, Told>>): void {
  describe(`the screens of ${folder}`, () => {
    it('are all known here', async () => {
      expect(await recordedNames(folder)).toEqual(Object.keys(screens).sort());
    });

    it.each(Object.entries(screens))('%s', async (name, { reading, draft, keys = [] }) => {
      const { title, styled } = await recordedScreen(folder, name);
      const screen = styled.map(withoutStyles);
      expect(verdictOf(adapter.evidence({ title, files: {}, screen }), 0).reading).toEqual(reading);
      expect(adapter.delivery!.draft(styled)).toEqual(draft);
      const dialog = adapter.dialog!(screen);
      expect(dialog?.question).toEqual(reading.status === 'waiting' ? reading.for : undefined);
      for (const { answer, pressed } of keys) expect(dialog?.keysFor(answer)).toEqual(pressed);
    });
  });
}
