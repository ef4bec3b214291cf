import { closeSync, fdatasync, openSync, write } from 'node:fs';
import { promisify } from 'node:util';

const writeTo = promisify(write) as (file: number, text: string) => Promise<unknown>;
const sync = promisify(fdatasync);

/** Lines that are on disk before anybody goes on. Those that come while one write is under way travel together in the next. */
export class AnswerLog {
  readonly #file: number;
  #waiting: string[] = [];
  #flushing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(path: string) {
    this.#file = openSync(path, 'a', 0o600);
  }

  /** Resolves when the line is on disk. */
  note(line: object): Promise<void> {
    this.#waiting.push(`${JSON.stringify(line)}\n`);
    this.#next ??= this.#flushing.then(() => this.#flush());
    return this.#next;
  }

  async #flush(): Promise<void> {
    const text = this.#waiting.join('');
    this.#waiting = [];
    this.#next = undefined;
    this.#flushing = writeTo(this.#file, text).then(() => sync(this.#file));
    return this.#flushing;
  }

  async close(): Promise<void> {
    await this.#next;
    await this.#flushing;
    closeSync(this.#file);
  }
}
