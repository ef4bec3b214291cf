// Fuzzing tries a few cases in every run, and as many as FUZZ_RUNS says in the long one (test/runLong.ts).

const asked = process.env.FUZZ_RUNS;
const HOUR_MS = 3600_000;
const USUAL_LIMIT_MS = 20_000;

/** How many cases a property is tried with. */
export const fuzzRuns = (usual: number): { readonly numRuns: number } => ({ numRuns: asked === undefined ? usual : Number(asked) });

/** How long a test of one may take. */
export const FUZZ_LIMIT_MS = asked === undefined ? USUAL_LIMIT_MS : HOUR_MS;
