// What `npm test` asks of a run, as JSON in the file that CODERS_TEST_REPORT names. A reporter of vitest.
import { writeFileSync } from 'node:fs';

export default class {
  onTestRunEnd(modules, unhandledErrors) {
    const results = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const count = (state) => results.filter((result) => result === state).length;
    writeFileSync(process.env.CODERS_TEST_REPORT, JSON.stringify({
      passed: count('passed'),
      failed: count('failed'),
      skipped: count('skipped'),
      failedFiles: modules.filter((module) => module.state() === 'failed').map(({ relativeModuleId }) => relativeModuleId),
      errorsOutside: unhandledErrors.length,
    }));
  }
}
