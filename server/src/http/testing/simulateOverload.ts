import { Admission, type Place, type Turn } from '../admission.ts';
import { boundsUpTo } from '../capacity.rules.ts';

export interface OverloadRun {
  /** Requests that the machine can do. */
  readonly capacityPerSecond: number;
  /** At first half of that is asked, then so many times as much, then half again. */
  readonly times: number;
  readonly calmSeconds: number;
  readonly burstSeconds: number;
  readonly afterSeconds: number;
  /** Whether there is a door. */
  readonly guarded: boolean;
}

export interface OverloadResult {
  /** Answers that their clients were still there to hear. */
  readonly calmPerSecond: number;
  readonly burstPerSecond: number;
  /** After the burst, until whoever comes is answered within a second again; infinite if that never happens. */
  readonly secondsUntilNormal: number;
}

const STEP_MS = 10;
const MOST_TRIES = 6;
const FIRST_PAUSE_MS = 500;
const MOST_PAUSE_MS = 5_000;
/** What it costs to refuse, measured in requests that are done. */
const REFUSAL_COST = 0.05;
const LOOK_EVERY_MS = 100;

interface Client {
  readonly cameMs: number;
  readonly patienceMs: number;
  readonly place: Place;
  tries: number;
  servedMs: number | null;
}

interface Request {
  readonly client: Client;
  readonly sentMs: number;
  left: number;
}

/** A machine that shares itself out among all requests that are in, and clients that lose patience and ask again: in a time of its own. */
class Simulation {
  readonly #run: OverloadRun;
  readonly #burstToMs: number;
  readonly #admission: Admission;
  readonly #clients: Client[] = [];
  /** What is to be done at a time; times are multiples of a step. */
  readonly #agenda = new Map<number, (() => void)[]>();
  #working: Request[] = [];
  #nowMs = 0;
  #owed = 0;

  constructor(run: OverloadRun) {
    this.#run = run;
    this.#burstToMs = (run.calmSeconds + run.burstSeconds) * 1000;
    const bounds = run.guarded ? boundsUpTo(1_024) : { least: Number.MAX_SAFE_INTEGER, most: Number.MAX_SAFE_INTEGER };
    this.#admission = new Admission({ nowMs: () => this.#nowMs, bounds });
  }

  async result(): Promise<OverloadResult> {
    const { calmSeconds, afterSeconds, capacityPerSecond, times } = this.#run;
    const [burstFromMs, burstToMs] = [calmSeconds * 1000, this.#burstToMs];
    const endMs = burstToMs + afterSeconds * 1000;
    let due = 0;
    for (; this.#nowMs < endMs; this.#nowMs += STEP_MS) {
      const isBurst = this.#nowMs >= burstFromMs && this.#nowMs < burstToMs;
      for (due += (capacityPerSecond * (isBurst ? times : 0.5) * STEP_MS) / 1000; due >= 1; due -= 1) this.#arrive();
      for (const act of this.#agenda.get(this.#nowMs) ?? []) act();
      this.#agenda.delete(this.#nowMs);
      this.#work();
      if (this.#nowMs % LOOK_EVERY_MS === 0) this.#look();
      // Those who were let in or refused in this step learn it before the next.
      await new Promise((resolve) => setImmediate(resolve));
    }
    const heard = (fromMs: number, toMs: number): number =>
      (this.#clients.filter(({ servedMs }) => servedMs !== null && servedMs >= fromMs && servedMs < toMs).length * 1000) / (toMs - fromMs);
    return {
      calmPerSecond: heard(0, burstFromMs),
      burstPerSecond: heard(burstFromMs, burstToMs),
      secondsUntilNormal: this.#secondsUntilNormal(burstToMs, endMs - 2_000),
    };
  }

  #secondsUntilNormal(fromMs: number, toMs: number): number {
    const slow = this.#clients.filter(
      ({ cameMs, servedMs }) => cameMs >= fromMs && cameMs < toMs && (servedMs ?? toMs * 2) - cameMs > 1_000,
    );
    const last = slow.at(-1)?.cameMs ?? fromMs;
    return last > toMs - 3_000 ? Number.POSITIVE_INFINITY : (last - fromMs) / 1000;
  }

  #later(ms: number, act: () => void): void {
    const at = this.#nowMs + Math.max(STEP_MS, Math.round(ms / STEP_MS) * STEP_MS);
    this.#agenda.set(at, [...(this.#agenda.get(at) ?? []), act]);
  }

  /** No dice: patience from one to eight seconds in turn, and three programs of two accounts. */
  #arrive(): void {
    const at = this.#clients.length;
    const place = { account: `acct_${at % 2}`, sender: `key_${at % 3}` };
    const client: Client = { cameMs: this.#nowMs, patienceMs: 1_000 + (at % 8) * 1_000, place, tries: 0, servedMs: null };
    this.#clients.push(client);
    this.#send(client);
  }

  #send(client: Client): void {
    const isOver = client.cameMs < this.#burstToMs && this.#nowMs >= this.#burstToMs;
    if (client.servedMs !== null || client.tries === MOST_TRIES || isOver) return;
    client.tries += 1;
    const request: Request = { client, sentMs: this.#nowMs, left: 1 };
    if (this.#admission.tryEnter(client.place)) {
      this.#working.push(request);
      this.#later(client.patienceMs, () => this.#askAgain(client));
      return;
    }
    const turn = this.#admission.wait(client.place);
    this.#later(client.patienceMs, () => turn.giveUp());
    void this.#await(turn, request);
  }

  async #await(turn: Turn, request: Request): Promise<void> {
    const { client, sentMs } = request;
    const isIn = await turn.isIn;
    if (isIn) this.#working.push(request);
    else this.#owed += REFUSAL_COST;
    this.#later(isIn ? sentMs + client.patienceMs - this.#nowMs : 0, () => this.#askAgain(client));
  }

  /** As the SDK does: each time twice as late. Who came in the burst stays away when it is over. */
  #askAgain(client: Client): void {
    const longestMs = Math.min(MOST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (client.tries - 1));
    const jitter = ((client.tries * 137 + client.patienceMs / 10) % 100) / 100;
    this.#later(longestMs * (0.5 + jitter / 2), () => this.#send(client));
  }

  #work(): void {
    const can = Math.max(0, (this.#run.capacityPerSecond * STEP_MS) / 1000 - this.#owed);
    this.#owed = 0;
    const share = can / Math.max(1, this.#working.length);
    for (const request of this.#working) {
      request.left -= share;
      if (request.left > 1e-9) continue;
      const { client, sentMs } = request;
      const isHeard = client.servedMs === null && this.#nowMs - sentMs <= client.patienceMs;
      if (isHeard) client.servedMs = this.#nowMs;
      this.#admission.leave(client.place);
    }
    this.#working = this.#working.filter(({ left }) => left > 1e-9);
  }

  /** A request is two transactions, and those of all who are in travel together. */
  #look(): void {
    this.#admission.refuseLate();
    this.#admission.adapt((this.#working.length * 1000) / this.#run.capacityPerSecond / 2);
  }
}

export const simulateOverload = (run: OverloadRun): Promise<OverloadResult> => new Simulation(run).result();
