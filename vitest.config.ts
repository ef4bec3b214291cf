import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const pg18 = './server/test/harness/postgres18.setup.ts';
const pg15 = './server/test/harness/postgres15.setup.ts';

/** Files that take minutes, which nobody sees by their size. */
const LONGEST = ['wire', 'killedBetween', 'accessibility'].map((name) => `/${name}.test.ts`);

/** Begins each group with the longest: what begins last keeps one worker busy while the other has nothing left. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONGEST.some((end) => moduleId.endsWith(end));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/**
 * `unit`: beside the code, with PostgreSQL 18 for those that ask for a database. `flows` run over HTTP, on PostgreSQL 18 and on 15.
 * `boot` starts and kills whole servers, the drill's among them; `browser` drives a real Chromium. One group after another: whole servers want the machine for
 * themselves.
 */
export default defineConfig({
  test: {
    // The machines that run this have two cores, and PostgreSQL wants one of them.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Whatever is waited for has 15 seconds of its own, and a test waits for many things.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The default of one second is about a machine with nothing else to do; a poll ends as soon as it is answered.
    expect: { poll: { timeout: 15_000, interval: 50 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{contract,server,bank,terminal}/src/**/*.test.{ts,tsx}', 'server/test/**/*.test.ts'],
          exclude: ['server/test/flows/**'],
          globalSetup: [pg18],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'flows', include: ['{server/test/flows,bench}/**/*.test.ts'], globalSetup: [pg18], sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: {
          name: 'flows-15',
          include: ['server/test/flows/**/*.test.ts'],
          // Their servers bring their own PostgreSQL, or what they try is the bank's doing: a second run would prove nothing new.
          exclude: [
            'server/test/flows/crash/{authentication,faultyBank,killedBetween,killedSender,killedServer,lostPostgres,restoredServer}.test.ts',
            'server/test/flows/{cardSearch,officialCli,payoutFaults,twoServers,upstreamCards,upstreamEvents,reconcileCommand,verifyCommand}.test.ts',
          ],
          globalSetup: [pg15],
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'boot',
          include: ['test/{boot,drill}/**/*.test.ts'],
          globalSetup: [pg18],
          testTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
