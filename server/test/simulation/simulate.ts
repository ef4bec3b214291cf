import fc from 'fast-check';

const NORMAL_SECONDS = 15;
const NORMAL_SEED = 20260302;
const LEAST_RUNS = 10;
/** More than any machine manages. */
const MOST_RUNS_PER_SECOND = 50;
/** A failure is made smaller for so long at most. */
const SHRINK_SECONDS = 180;

/** How long a test that simulates may take, the shrinking of a failure included. */
export const simulationTimeoutMs = (): number => (Number(process.env.SIMULATION_SECONDS ?? NORMAL_SECONDS) + SHRINK_SECONDS + 120) * 1000;

/**
 * Lives through histories until the time is over, at least ten. The normal run takes 15 seconds, from a fixed seed, so that each does the
 * same. For a long one set `SIMULATION_SECONDS`: it takes a new seed, which a failure names, unless `SIMULATION_SEED` gives one.
 */
export async function simulate<T>(histories: fc.Arbitrary<T>, live: (history: T) => Promise<void>, share = 1): Promise<void> {
  const { SIMULATION_SECONDS: long, SIMULATION_SEED: seed } = process.env;
  const seconds = Number(long ?? NORMAL_SECONDS) * share;
  const start = performance.now();
  let [runs, failed] = [0, false];
  // What is over time is passed over, instead of being cut off in the midst of a history.
  const isOver = (): boolean => {
    const limit = failed ? seconds + SHRINK_SECONDS : seconds;
    return performance.now() - start > limit * 1000 && (failed || runs >= LEAST_RUNS);
  };
  const property = fc.asyncProperty(histories, async (history) => {
    if (isOver()) return;
    runs += 1;
    try {
      await live(history);
    } catch (error) {
      failed = true;
      throw error;
    }
  });
  await fc.assert(property, {
    seed: seed !== undefined ? Number(seed) : long !== undefined ? Date.now() % 2 ** 31 : NORMAL_SEED,
    numRuns: LEAST_RUNS + Math.ceil(seconds * MOST_RUNS_PER_SECOND),
  });
  if (long !== undefined) console.log(`${runs} histories in ${Math.round((performance.now() - start) / 1000)} s`);
}
