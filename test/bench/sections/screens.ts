import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Adapter } from '../../../src/agents/adapter.ts';
import { claude } from '../../../src/agents/claude/adapter.ts';
import { codex } from '../../../src/agents/codex/adapter.ts';
import { gemini } from '../../../src/agents/gemini/adapter.ts';
import { opencode } from '../../../src/agents/opencode/adapter.ts';
import { verdictOf } from '../../../src/health/verdict.ts';
import { withoutStyles } from '../../../src/util/styles.ts';
import { median } from '../race.ts';
import type { Section } from '../section.ts';

const adapters: readonly Adapter[] = [claude, codex, gemini, opencode];
const passes = 20;

/** A screen as a pass gets it: plain lines for the status, styled ones for what stands in the input box. */
interface Screen {
  readonly title: string;
  readonly styled: readonly string[];
}

/** How fast what stands on a screen is understood, on the screens that were recorded of each real program. */
export const screensSection: Section = {
  name: 'screens',
  measure({ runs }) {
    const rows = adapters.flatMap((adapter) => recordedOf(adapter.tool).map((folder) => rowOf(adapter, folder, runs)));
    return [{
      title: 'Screens read, each for its status, its dialog and its input box',
      table: { kind: 'counts', columns: ['', 'screens', 'a second', 'µs a screen'], rows },
    }];
  },
};

const folder = join(process.cwd(), 'test', 'fixtures', 'screens');

/** A folder for each version. */
function recordedOf(tool: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith(`${tool}-`)).sort();
}

function rowOf(adapter: Adapter, name: string, runs: number): (string | number)[] {
  const screens = readdirSync(join(folder, name)).map((file): Screen => {
    const [title = '', ...styled] = readFileSync(join(folder, name, file), 'utf8').split('\n');
    return { title, styled };
  });
  const samples: number[] = [];
  for (let round = 0; round <= runs; round += 1) {
    const start = performance.now();
    for (let pass = 0; pass < passes; pass += 1) screens.forEach((screen) => read(screen, adapter));
    if (round > 0) samples.push((performance.now() - start) / (passes * screens.length));
  }
  const milliseconds = median(samples);
  return [name, screens.length, Math.round(1000 / milliseconds), (milliseconds * 1000).toFixed(0)];
}

function read({ title, styled }: Screen, adapter: Adapter): void {
  const screen = styled.map(withoutStyles);
  verdictOf(adapter.evidence({ title, files: {}, screen }), 0);
  adapter.dialog?.(screen);
  adapter.delivery?.draft(styled);
}
