import { expect, it } from 'vitest';
import { RecordingPace } from './recordingPace.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 22) + seconds * 1000);

it('sixty times in a minute are all right, for each person by themselves', () => {
  const pace = new RecordingPace();
  for (let n = 0; n < 60; n += 1) expect(pace.mayTell('ada', at(n / 2))).toBe(true);
  expect(pace.mayTell('ada', at(31))).toBe(false);
  expect(pace.mayTell('eve', at(31))).toBe(true);
  // The first of them is a minute old now.
  expect(pace.mayTell('ada', at(60.5))).toBe(true);
});
