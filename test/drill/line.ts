import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a line does to what passes: how long each piece of an answer takes, and how long a request that does something is kept. */
export interface LineTemper {
  readonly delayMs: () => number;
  /** 0 for most. One that is kept arrives in the end, also when whoever sent it has hung up meanwhile. */
  readonly keptMs: () => number;
}

/** Reversals are what a request that is kept is meant to come after. */
const isToBeDone = (piece: Buffer): boolean => {
  const start = piece.toString('latin1', 0, 32);
  return start.startsWith('POST /v1/') && !start.startsWith('POST /v1/reversals');
};

/**
 * The connection between the server and its bank: it takes its time, it brings some requests so late that nobody waits for them any more, and
 * it can be cut, which loses what is on its way. Bytes pass as they are.
 */
export class Line {
  /** Requests that were kept. */
  kept = 0;
  readonly #target: URL;
  readonly #temper: LineTemper;
  readonly #sockets = new Set<Socket>();
  readonly #keeping = new Set<Promise<unknown>>();
  readonly #server: Server;
  #isCut = false;

  static async open(target: string, temper: LineTemper): Promise<Line> {
    const line = new Line(new URL(target), temper);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  private constructor(target: URL, temper: LineTemper) {
    this.#target = target;
    this.#temper = temper;
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

  /** Resolves when nothing is kept any more. */
  async delivered(): Promise<void> {
    while (this.#keeping.size > 0) await Promise.all(this.#keeping);
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #pass(near: Socket): void {
    if (this.#isCut) return void near.destroy();
    const far = connect(Number(this.#target.port), this.#target.hostname);
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => this.#sockets.delete(socket));
    }
    // One piece waits for the one before it, or a request or an answer would be shuffled.
    let [asked, answered]: [Promise<unknown>, Promise<unknown>] = [Promise.resolve(), Promise.resolve()];
    near.on('data', (piece) => {
      const until = this.#keep(piece);
      asked = asked.then(() => until).then(() => far.writable && far.write(piece));
    });
    far.on('data', (piece) => {
      const until = sleep(this.#temper.delayMs());
      answered = answered.then(() => until).then(() => near.writable && near.write(piece));
    });
    near.on('close', () => void asked.then(() => far.end()));
    far.on('close', () => near.destroy());
  }

  /** Resolves when a piece may go on. */
  #keep(piece: Buffer): Promise<unknown> {
    const ms = isToBeDone(piece) ? this.#temper.keptMs() : 0;
    if (ms === 0) return Promise.resolve();
    this.kept += 1;
    const kept = sleep(ms).finally(() => this.#keeping.delete(kept));
    this.#keeping.add(kept);
    return kept;
  }
}
