import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultKind } from '../../server/test/harness/bankServer.ts';
import type { Dice } from './dice.ts';
import type { DrillPlace } from './place.ts';
import { signalProcess } from './signalProcess.ts';

const HARMS = [
  'kill server',
  'kill PostgreSQL',
  'kill a backend of PostgreSQL',
  'kill bank',
  'freeze server',
  'freeze PostgreSQL',
  'freeze bank',
  'cut line',
  'bank errs',
  'webhooks fail or hang',
  'disk full',
] as const;
export type Harm = (typeof HARMS)[number];

const STRIKES: readonly [FaultKind, ...FaultKind[]] = [
  'cut_before',
  'cut_after',
  'error_500_before',
  'error_500_after',
  'no_answer_before',
  'no_answer_after',
  'duplicate_answer',
  'slow_answer',
  // Done long after the server has given it up.
  'slow',
];
const STRUCK = ['authorise', 'authorise', 'authorise', 'capture', 'void', 'refund', 'lookup', 'reverse'] as const;

/** Harms a place in one way after another, and mends what does not mend itself. */
export class Harmer {
  readonly done = new Map<Harm, number>();
  /** Attempts that were open at a moment when something was killed. */
  openAtKills = 0;
  readonly #place: DrillPlace;
  readonly #dice: Dice;
  #round: Harm[] = [];

  constructor(place: DrillPlace, dice: Dice) {
    this.#place = place;
    this.#dice = dice;
  }

  count(kind: 'kill' | 'freeze'): number {
    return [...this.done].reduce((sum, [harm, times]) => (harm.startsWith(kind) ? sum + times : sum), 0);
  }

  /** Does the next harm; resolves when all is mended that the place does not mend by itself. */
  async next(): Promise<Harm> {
    if (this.#round.length === 0) this.#round = shuffled(HARMS, this.#dice);
    const harm = this.#round.pop() as Harm;
    this.done.set(harm, (this.done.get(harm) ?? 0) + 1);
    if (harm.startsWith('kill')) this.openAtKills += await this.#place.openAttempts();
    await this.#do(harm);
    return harm;
  }

  #do(harm: Harm): Promise<void> {
    const [place, dice] = [this.#place, this.#dice];
    const whileMs = dice.between(300, 3_000);
    switch (harm) {
      case 'kill server':
        return place.killServer();
      case 'kill bank':
        return place.killBank();
      case 'kill PostgreSQL':
        signalProcess(place.postmaster(), 'SIGKILL');
        return sleep(500);
      case 'kill a backend of PostgreSQL':
        signalProcess(place.postgresProcesses().at(-1), 'SIGKILL');
        return sleep(500);
      case 'freeze server':
        return frozen(() => [place.server.pid], whileMs);
      case 'freeze PostgreSQL':
        return frozen(() => place.postgresProcesses(), whileMs);
      case 'freeze bank':
        return during(
          whileMs,
          () => place.bank.signal('SIGSTOP'),
          () => place.bank.signal('SIGCONT'),
        );
      case 'cut line':
        return during(
          whileMs,
          () => place.line.cut(),
          () => place.line.mend(),
        );
      case 'webhooks fail or hang':
        return this.#listenerIs(dice.pick(['fails', 'hangs']), whileMs);
      case 'disk full':
        return during(
          whileMs / 3,
          () => place.limitDisk(0),
          () => place.limitDisk(null),
        );
      case 'bank errs':
        return this.#bankErrs();
    }
  }

  #listenerIs(mood: 'fails' | 'hangs', whileMs: number): Promise<void> {
    const { listener } = this.#place;
    return during(
      whileMs,
      () => {
        listener.mood = mood;
      },
      () => listener.recover(),
    );
  }

  async #bankErrs(): Promise<void> {
    for (let strokes = 0; strokes < 12; strokes += 1) {
      const [kind, operation] = [this.#dice.pick(STRIKES), this.#dice.pick(STRUCK)];
      await this.#place.bank.fault({ kind, operation, times: this.#dice.between(1, 3), delay_ms: kind === 'slow' ? 3_500 : 1_500 });
    }
    await sleep(2_000);
    await this.#place.bank.clearFaults();
  }
}

async function during(ms: number, begin: () => Promise<void> | void, end: () => Promise<void> | void): Promise<void> {
  await begin();
  try {
    await sleep(ms);
  } finally {
    await end();
  }
}

function frozen(processes: () => readonly number[], ms: number): Promise<void> {
  const stopped = processes();
  const all = (name: 'SIGSTOP' | 'SIGCONT') => {
    for (const pid of stopped) signalProcess(pid, name);
  };
  return during(
    ms,
    () => all('SIGSTOP'),
    () => all('SIGCONT'),
  );
}

/** In a drawn order: every harm comes once before any comes again. */
function shuffled<T>(items: readonly T[], dice: Dice): T[] {
  return items
    .map((item) => ({ item, at: dice.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
