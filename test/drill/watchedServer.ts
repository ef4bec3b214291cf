import type { ServerProcess } from '../../server/test/harness/serverProcess.ts';

/** A server that is started again when it ends, as a supervisor would; one that ends although nobody harmed it has a fault. */
export class WatchedServer {
  readonly process: ServerProcess;
  /** How often it ended without having been harmed. */
  endedByItself = 0;
  #isBeingHarmed = false;

  constructor(process: ServerProcess) {
    this.process = process;
    void this.#watch();
  }

  /** Does what ends the server on purpose, and starts it again. */
  async harm(body: () => Promise<unknown>): Promise<void> {
    this.#isBeingHarmed = true;
    await body();
    await this.process.restart();
    this.#isBeingHarmed = false;
    void this.#watch();
  }

  async close(): Promise<void> {
    this.#isBeingHarmed = true;
    await this.process.close();
  }

  async #watch(): Promise<void> {
    const { pid } = this.process;
    await this.process.ended();
    if (this.#isBeingHarmed || this.process.pid !== pid) return;
    this.endedByItself += 1;
    await this.process.restart();
    void this.#watch();
  }
}
