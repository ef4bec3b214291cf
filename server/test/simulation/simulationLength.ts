/**
 * How long a simulation runs, and from which seed: 12 seconds from a fixed one, so that every run of the tests does the same. For a long
 * run set `SIMULATION_SECONDS`; it takes a new seed, which a failure names, unless `SIMULATION_SEED` gives one.
 */
export function simulationLength(): { readonly seconds: number; readonly seed: number } {
  const { SIMULATION_SECONDS: seconds, SIMULATION_SEED: seed } = process.env;
  const isLong = seconds !== undefined;
  return { seconds: isLong ? Number(seconds) : 12, seed: seed !== undefined ? Number(seed) : isLong ? Date.now() % 2 ** 31 : 20260302 };
}
