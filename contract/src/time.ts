/** Unix seconds, the wire's unit of time. */
export const unixSeconds = (at: Date): number => Math.floor(at.getTime() / 1000);
