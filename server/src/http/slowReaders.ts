import type { Socket } from 'node:net';

/** A client that takes less than this within its time, of an answer that waits for it, is cut. */
const LEAST_BYTES = 32 * 1024;

interface Progress {
  /** What whole writes the client's side has taken in, what is left of the one under way, and since when neither has changed by more than a little. */
  taken: number;
  queued: number;
  sinceMs: number;
}

/**
 * What is left of the write under way. Node tells it nowhere else than on the handle, where its own time-out for silence looks as well; without it
 * an answer in one piece shows no progress until its end.
 */
const queuedIn = (socket: Socket): number =>
  (socket as { readonly _handle?: { readonly writeQueueSize?: number } | null })._handle?.writeQueueSize ?? 0;

/**
 * Cuts clients that ask for much and read next to nothing: what they do not take lies in memory. A time-out for silence does not meet them,
 * since a few bytes now and then are no silence.
 */
export class SlowReaders {
  readonly #progress = new Map<Socket, Progress>();
  readonly #patienceMs: number;

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** To be called with each request's connection; the second time changes nothing. */
  watch(socket: Socket, nowMs: number): void {
    if (this.#progress.has(socket)) return;
    this.#progress.set(socket, { taken: 0, queued: 0, sinceMs: nowMs });
    socket.once('close', () => this.#progress.delete(socket));
  }

  /** To be called every few seconds. */
  cutSlow(nowMs: number): void {
    for (const [socket, progress] of this.#progress) {
      const waiting = socket.writableLength;
      const [taken, queued] = [socket.bytesWritten - waiting, queuedIn(socket)];
      const hasMoved = taken - progress.taken >= LEAST_BYTES || Math.abs(progress.queued - queued) >= LEAST_BYTES;
      if (waiting === 0 || hasMoved) Object.assign(progress, { taken, queued, sinceMs: nowMs });
      else if (nowMs - progress.sinceMs >= this.#patienceMs) socket.destroy();
    }
  }

  /** Cuts everybody, when the server has waited long enough for its end. */
  cutAll(): void {
    for (const socket of this.#progress.keys()) socket.destroy();
  }
}
