import { placeDay } from '../../src/platform/placeDay.ts';

/** The zone in which it is about noon: whole hours from UTC, and never another time in summer. */
export function zoneOfNoon(now: Date): string {
  // These names count westwards: in Etc/GMT-3 it is three hours later than in UTC.
  const hoursWest = now.getUTCHours() - 12;
  return `Etc/GMT${hoursWest < 0 ? '' : '+'}${hoursWest}`;
}

/**
 * Where the places of tests lie. Midnight is far from there: what a test does within hours happens on one day of the place, whenever it runs, and so
 * does what its place does each night.
 */
export const PLACE_ZONE = zoneOfNoon(new Date());

/** The day that it is there. */
export const placeToday = (): string => placeDay(new Date(), PLACE_ZONE);
