import { beforeEach, expect, it } from 'vitest';
import { QUIET_AFTER_MS, RecordingHook } from './recordingHook.ts';

let told: string[];
let shown: boolean[];
let quiet: (() => void) | null;
let hook: RecordingHook;

beforeEach(() => {
  told = [];
  shown = [];
  quiet = null;
  hook = new RecordingHook({
    tell: (state) => told.push(state),
    after: (ms, action) => {
      expect(ms).toBe(QUIET_AFTER_MS);
      quiet = action;
      return () => {
        quiet = null;
      };
    },
    onChange: (paused) => shown.push(paused),
  });
});

it('pauses when somebody comes in, goes on when they leave, and tells each once', () => {
  hook.enter();
  hook.enter();
  hook.leave();
  hook.leave();
  expect(told).toEqual(['pause', 'resume']);
  expect(shown).toEqual([true, false]);
  expect(quiet).toBeNull();
});

it('goes on when nobody types any more, and pauses again with the next key', () => {
  hook.enter();
  quiet?.();
  hook.enter();
  expect(told).toEqual(['pause', 'resume', 'pause']);
});

it('says nothing to somebody who leaves without having come', () => {
  hook.leave();
  expect(told).toEqual([]);
});
