import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { SlowReaders } from './slowReaders.ts';

/** What the watch sees of a connection. */
class Connection extends EventEmitter {
  bytesWritten = 0;
  writableLength = 0;
  readonly _handle = { writeQueueSize: 0 };
  destroyed = false;

  /** Something is sent, of which so much waits until the client takes it. */
  send(bytes: number, waiting: number): void {
    this.bytesWritten += bytes;
    this.writableLength = waiting;
  }

  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

function watched() {
  const readers = new SlowReaders(1_000);
  const connection = new Connection();
  readers.watch(connection as unknown as Socket, 0);
  return { readers, connection };
}

it('cuts who has not taken a little within their time', () => {
  const { readers, connection } = watched();
  connection.send(10_000_000, 9_000_000);
  for (const nowMs of [250, 500, 750, 1_000, 1_200]) readers.cutSlow(nowMs);
  expect(connection.destroyed).toBe(false);
  readers.cutSlow(1_250);
  expect(connection.destroyed).toBe(true);
});

it('cuts who takes a few bytes now and then', () => {
  const { readers, connection } = watched();
  connection.send(10_000_000, 9_000_000);
  for (let nowMs = 0; nowMs <= 1_500; nowMs += 250) {
    connection.writableLength -= 1_000;
    readers.cutSlow(nowMs);
  }
  expect(connection.destroyed).toBe(true);
});

it('sees progress within an answer that is one piece', () => {
  const { readers, connection } = watched();
  connection.send(10_000_000, 10_000_000);
  for (let nowMs = 0; nowMs <= 10_000; nowMs += 250) {
    connection._handle.writeQueueSize = 10_000_000 - 40 * nowMs;
    readers.cutSlow(nowMs);
  }
  expect(connection.destroyed).toBe(false);
});

it('leaves who reads, and who is asked nothing', () => {
  const { readers, connection } = watched();
  for (let nowMs = 0; nowMs <= 10_000; nowMs += 250) readers.cutSlow(nowMs);
  connection.send(10_000_000, 9_000_000);
  for (let nowMs = 10_000; nowMs <= 20_000; nowMs += 250) {
    connection.writableLength -= 10_000;
    readers.cutSlow(nowMs);
  }
  expect(connection.destroyed).toBe(false);
  readers.cutAll();
  expect(connection.destroyed).toBe(true);
});
