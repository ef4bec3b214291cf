import type { Socket } from 'node:net';

/** Requests that a fault delays or holds, so that they can be counted, and let go when the bank ends. */
export class Waits {
  readonly #wakers = new Set<() => void>();
  readonly #held = new Set<Socket>();
  #ending = false;

  get count(): number {
    return this.#wakers.size + this.#held.size;
  }

  /** Resolves after the delay, or as soon as the bank ends. */
  delay(delayMs: number): Promise<void> {
    if (this.#ending) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#wakers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, delayMs);
      this.#wakers.add(wake);
    });
  }

  /** Never answers: the connection stays until the caller gives up or the bank ends. */
  hold(socket: Socket): void {
    if (this.#ending || socket.destroyed) {
      socket.destroy();
      return;
    }
    this.#held.add(socket);
    socket.once('close', () => this.#held.delete(socket));
  }

  end(): void {
    this.#ending = true;
    for (const wake of this.#wakers) wake();
    for (const socket of this.#held) socket.destroy();
  }
}
