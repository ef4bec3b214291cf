export interface Clock {
  /** Unix time in whole seconds. */
  nowS(): number;
}

export const systemClock: Clock = { nowS: () => Math.floor(Date.now() / 1000) };
