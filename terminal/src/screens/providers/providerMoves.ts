export type Direction = 'up' | 'down';

/** By which the button is found again once its account has moved. */
export const moveButtonId = (account: string, direction: Direction): string => `move-${account}-${direction}`;
