import { writeFileSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

export interface Counts {
  passed: number;
  failed: number;
}

/** Counts what ran and leaves the sum in the file that GUICHET_TEST_COUNTS names. */
export default class CountingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const counts = { passed: 0, failed: unhandledErrors.length };
    for (const module of modules) {
      // A file that fails before or after its tests (an import, a hook, a leaked connection) has no test to show for it.
      counts.failed += module.errors().length;
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        // A test that was left out has not passed.
        if (test.result().state === 'passed') counts.passed += 1;
        else counts.failed += 1;
      }
    }
    const file = process.env.GUICHET_TEST_COUNTS;
    if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
  }
}
