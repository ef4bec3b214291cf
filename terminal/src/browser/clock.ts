/** The page's one clock. What is pure takes the time as an argument. */
export const nowMs = (): number => Date.now();
