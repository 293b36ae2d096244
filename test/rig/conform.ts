import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { checks } from '../../src/conformance/checks.ts';
import { testTool, type ConformanceRequest } from '../../src/conformance/set-up.ts';
import type { CheckResult } from '../../src/conformance/subject.ts';
import type { Installed } from './agent-install.ts';
import { fakeModel, type FakeModel } from './fake-model.ts';
import { gitRepository } from './git-repository.ts';

/** A real program that is to meet every check. */
export interface Candidate {
  readonly tool: string;
  /** As people call it. */
  readonly name: string;
  readonly installed: Installed;
  /** Such that it runs commands without a question, but for `touch`. */
  readonly settings: Partial<ConformanceRequest['settings']>;
  /** What makes it ask for leave to make a file; a plain `touch` unless said. */
  readonly dialog?: (file: string) => string;
  /** How long any one thing may take, in milliseconds. */
  readonly patience: number;
  person(model: string, directory: string): Promise<{ readonly environment: Readonly<Record<string, string>> }>;
}

/** Registers the test that it does all that coders expects of a tool. */
export function conforms({ tool, name, installed, settings, dialog = touched, patience, person }: Candidate): void {
  const missing = 'missing' in installed ? installed.missing : undefined;
  if (missing !== undefined) console.warn(`SKIPPED: no check was made with the real ${name}. ${missing}`);
  const title = missing === undefined ? `the real ${name}` : `the real ${name} (SKIPPED: ${missing})`;
  const binary = 'program' in installed ? installed.program : '';

  describe.skipIf(missing !== undefined)(title, { timeout: 8 * patience }, () => {
    let model: FakeModel;
    beforeAll(async () => {
      model = await fakeModel();
    });
    afterAll(async () => {
      await model.close();
      expect(model.failures).toEqual([]);
    });

    it('meets every check of an adapter', async () => {
      const directory = (await gitRepository()).path;
      const results = await testTool({
        settings: { tool, model: 'sonnet', role: 'generalist', binary, args: [], env: {}, directory, ...settings },
        prompts: { busy: (file) => `Wait.\nFAKE:bash until [ -e ${file} ]; do sleep 0.2; done`, dialog },
        patienceMs: patience,
        environment: (await person(model.url, directory)).environment,
        packageDirectory: join(inject('codersPackage'), 'dist'),
        onResult: () => undefined,
      });
      expect(results.flatMap(wordsOf)).toEqual([]);
      expect(results.map((result) => result.name)).toEqual(checks.map((check) => check.name));
    });
  });
}

function touched(file: string): string {
  return `Ask.\nFAKE:bash touch ${file}`;
}

function wordsOf(result: CheckResult): string[] {
  if (result.state === 'passed') return [];
  return [`${result.name}: ${result.state === 'failed' ? `${result.reason}\n${result.screen.join('\n')}` : result.because}`];
}
