import { expect, it } from 'vitest';
import { createConnection } from './connection.ts';

/** A server that is there or not, and pauses that last until somebody ends them. */
function begin() {
  const server = { answers: true, looks: 0 };
  let pausing = Promise.withResolvers<void>();
  let paused = Promise.withResolvers<void>();
  const connection = createConnection({
    look: async () => {
      server.looks += 1;
      return server.answers;
    },
    pause: () => {
      pausing = Promise.withResolvers<void>();
      paused.resolve();
      return pausing.promise;
    },
  });
  const seen: boolean[] = [];
  connection.subscribe(() => seen.push(connection.isThere()));
  return {
    ...{ server, connection, seen },
    /** Until it waits for the next look. */
    untilPaused: async () => {
      await paused.promise;
      paused = Promise.withResolvers<void>();
    },
    goOn: () => pausing.resolve(),
    untilChanged: () =>
      new Promise<void>((resolve) => {
        const end = connection.subscribe(() => {
          end();
          resolve();
        });
      }),
  };
}

it('is gone when a look is not answered either, until one is', async () => {
  const { server, connection, seen, untilPaused, goOn, untilChanged } = begin();
  server.answers = false;
  connection.unanswered();
  connection.unanswered();
  await untilPaused();
  expect([connection.isThere(), server.looks]).toEqual([false, 1]);
  goOn();
  await untilPaused();
  expect([connection.isThere(), server.looks]).toEqual([false, 2]);
  server.answers = true;
  goOn();
  await untilChanged();
  expect(seen).toEqual([false, true]);
});

it('is back with any other answer, and looked at once more all the same', async () => {
  const { server, connection, seen, untilPaused, goOn } = begin();
  server.answers = false;
  connection.unanswered();
  await untilPaused();
  connection.answered();
  expect(connection.isThere()).toBe(true);
  goOn();
  await untilPaused();
  expect([server.looks, seen]).toEqual([2, [false, true, false]]);
});

it('stays while the server is there: a single answer was lost', async () => {
  const { server, connection, seen } = begin();
  connection.unanswered();
  await new Promise(setImmediate);
  expect([connection.isThere(), server.looks, seen]).toEqual([true, 1, []]);
});
