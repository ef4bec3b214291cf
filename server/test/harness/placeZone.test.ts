import { isTimeZone } from '@guichet/contract/timeZone.ts';
import { expect, it } from 'vitest';
import { zoneOfNoon } from './placeZone.ts';

it.each(Array.from({ length: 24 }, (_, hour) => hour))('at %i hours UTC there is a zone in which it is noon', (hour) => {
  for (const day of [Date.UTC(2026, 0, 31), Date.UTC(2026, 2, 29), Date.UTC(2028, 1, 29), Date.UTC(2026, 11, 31)]) {
    const now = new Date(day + (hour * 60 + 59) * 60_000);
    const timeZone = zoneOfNoon(now);
    expect(isTimeZone(timeZone), timeZone).toBe(true);
    expect(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(now)).toBe('12:59');
  }
});
