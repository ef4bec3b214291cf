import { once } from 'node:events';
import { expect, it } from 'vitest';
import { isAlive, spawnQuietly, stopChild } from './childProcess.ts';
import { supervise } from './supervise.ts';

const patient = () => spawnQuietly(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });

function recorder() {
  const said: string[] = [];
  const waiting: { word: string; heard: () => void }[] = [];
  const say = (_details: object, message: string): void => {
    said.push(message);
    for (const each of waiting) if (message.includes(each.word)) each.heard();
  };
  return { said, log: { info: say, error: say }, hears: (word: string) => new Promise<void>((heard) => waiting.push({ word, heard })) };
}

it('launches again what died, also when the first new launches fail, until it is stopped', async () => {
  const { said, log, hears } = recorder();
  let launches = 0;
  const supervised = await supervise({
    name: 'The sleeper',
    launch: async () => {
      launches += 1;
      if (launches === 2 || launches === 3) throw new Error('not yet');
      return patient();
    },
    stop: (child) => stopChild(child, 'SIGTERM', 5_000),
    log,
  });
  const first = supervised.pid() as number;
  const again = hears('runs again');
  process.kill(first, 'SIGKILL');
  await again;
  const second = supervised.pid() as number;
  expect(second).not.toBe(first);
  expect(said).toEqual([
    'The sleeper ended unasked',
    'The sleeper could not be started again',
    'The sleeper could not be started again',
    'The sleeper runs again',
  ]);
  await supervised.stop();
  expect(isAlive(second)).toBe(false);
  expect(launches).toBe(4);
});

it('can be stopped while nothing runs and no launch succeeds', async () => {
  const { log, hears } = recorder();
  let launches = 0;
  const supervised = await supervise({
    name: 'The sleeper',
    launch: async () => {
      launches += 1;
      if (launches > 1) throw new Error('never again');
      return patient();
    },
    stop: (child) => stopChild(child, 'SIGTERM', 5_000),
    log,
  });
  const failed = hears('could not be started again');
  process.kill(supervised.pid() as number, 'SIGKILL');
  await failed;
  await supervised.stop();
});

it('fails when the first launch fails', async () => {
  const launch = () => Promise.reject(new Error('no such program'));
  await expect(supervise({ name: 'It', launch, stop: async () => {}, log: recorder().log })).rejects.toThrow('no such program');
});

it('kills a child that does not listen', async () => {
  const deaf = spawnQuietly(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (deaf.stdout !== null) await once(deaf.stdout, 'data');
  await stopChild(deaf, 'SIGTERM', 50);
  expect(deaf.signalCode).toBe('SIGKILL');
});
