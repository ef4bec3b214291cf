import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The connection between the server and its bank: it takes its time, and it can be cut. Bytes pass as they are. */
export class Line {
  readonly #target: URL;
  readonly #delayMs: () => number;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #isCut = false;

  /** `delayMs` is asked for each piece of an answer. */
  static async open(target: string, delayMs: () => number): Promise<Line> {
    const line = new Line(new URL(target), delayMs);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  private constructor(target: URL, delayMs: () => number) {
    this.#target = target;
    this.#delayMs = delayMs;
    this.#server = createServer((near) => this.#pass(near));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Breaks every connection and lets none through until `mend`. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #pass(near: Socket): void {
    if (this.#isCut) return void near.destroy();
    const far = connect(Number(this.#target.port), this.#target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    near.on('data', (piece) => far.write(piece));
    // One piece waits for the one before it, or an answer would be shuffled.
    let before: Promise<unknown> = Promise.resolve();
    far.on('data', (piece) => {
      const until = sleep(this.#delayMs());
      before = before.then(() => until).then(() => near.writable && near.write(piece));
    });
  }
}
