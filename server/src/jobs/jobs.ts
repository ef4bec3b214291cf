import { setTimeout as pause } from 'node:timers/promises';
import { type Job, PgBoss } from 'pg-boss';
import type { Database, Transaction } from '../platform/transaction.ts';
import type { JobsLog } from './jobsLog.ts';
import { queueDatabase, queueTransaction } from './queueDatabase.ts';
import { QUEUE_SCHEMA } from './queueSchema.ts';

/** How a queue treats its jobs. Between two tries it waits at least `firstWaitSeconds`, then twice that, up to `longestWaitSeconds`. */
export interface QueueRules {
  readonly name: string;
  readonly tries: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /** A try that takes longer is given up, as its server has died; it must be well above what a handler may take. */
  readonly timeoutSeconds: number;
}

/** `later` asks for another try; the reason is kept with the job. */
export type JobOutcome = { readonly kind: 'done' } | { readonly kind: 'later'; readonly reason: string };

export interface Handler<Data> {
  /** May run more than once for one job, also when it ended well: what it does must bear that. A throw is a bug, logged, and tried again. */
  handle(data: Data): Promise<JobOutcome>;
  /** Runs after the last try, at least once as well. */
  abandoned(data: Data): Promise<void>;
}

export interface Jobs {
  /** Names the handler of a queue. Before `start`. */
  work<Data extends object>(queue: QueueRules, handler: Handler<Data>): void;
  /** Adds a job inside the caller's transaction: it exists from the commit on, and never without it. */
  enqueue(tx: Transaction, queue: string, data: object): Promise<void>;
  /** Lets this server look at the queue now instead of at its next turn. A hint: without it the job only waits a little longer. */
  wake(queue: string): void;
  start(): Promise<void>;
  /** Takes no more jobs and waits for those that run; one that takes too long is tried again by the next server. */
  stop(): Promise<void>;
}

export interface JobsOptions {
  readonly database: Database;
  readonly log: JobsLog;
  /** How often a queue is looked at, and how often jobs of dead servers are searched for. */
  readonly pollSeconds?: number;
  readonly superviseSeconds?: number;
}

const ABANDONED_POLL_SECONDS = 15;
const STOP_TIMEOUT_MS = 10_000;

class TryLater extends Error {}

const abandonedQueue = (name: string): string => `${name}.abandoned`;

/** pg-boss hands over a list; ours always holds one job. */
function theJob<Data extends object>(jobs: readonly Job<Data>[]): Data {
  const [job] = jobs;
  if (jobs.length !== 1 || job === undefined) throw new Error(`Expected one job, got ${jobs.length}.`);
  return job.data;
}

/** Adds the queues to the database, or brings their rules up to date. */
async function prepareQueue(boss: PgBoss, rules: QueueRules): Promise<void> {
  const options = {
    retryLimit: rules.tries - 1,
    retryDelay: rules.firstWaitSeconds,
    retryBackoff: true,
    retryDelayMax: rules.longestWaitSeconds,
    expireInSeconds: rules.timeoutSeconds,
  };
  const last = abandonedQueue(rules.name);
  await boss.createQueue(last, { ...options, retryLimit: 20 });
  await boss.createQueue(rules.name, { ...options, deadLetter: last });
  await boss.updateQueue(rules.name, options);
}

/**
 * The queue of work that follows a commit. Jobs are rows of pg-boss in the schema `jobs`, so they survive any crash, and several servers
 * share them: a job is taken by one at a time. It runs at least once; a job whose server dies is tried again when its time is up. A job
 * that has used up its tries goes to the handler's `abandoned`. What a job means is its handler's affair.
 */
export function createJobs({ database, log, pollSeconds = 2, superviseSeconds = 60 }: JobsOptions): Jobs {
  const boss = new PgBoss({
    db: queueDatabase(database),
    schema: QUEUE_SCHEMA,
    // The schema is the owner's (installQueueSchema). Rebuilding an index needs its owner too.
    migrate: false,
    reindex: false,
    // Recurring work has timers of its own (startRecurring).
    schedule: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    maintenanceIntervalSeconds: Math.max(superviseSeconds, 60),
  });
  boss.on('error', (error) => log.error({ err: error }, 'The job queue met an error.'));
  boss.on('warning', (warning) => log.error({ warning }, 'The job queue warns.'));

  const handlers: { rules: QueueRules; handler: Handler<object> }[] = [];
  const workers = new Map<string, string>();

  async function attempt(name: string, handler: Handler<object>, data: object): Promise<void> {
    const outcome = await handler.handle(data).catch((error: unknown) => {
      log.error({ queue: name, err: error }, 'A job broke off.');
      throw error;
    });
    // To pg-boss a try that must be repeated is one that threw.
    if (outcome.kind === 'later') throw new TryLater(outcome.reason);
  }

  return {
    work(rules, handler) {
      handlers.push({ rules, handler: handler as Handler<object> });
    },
    async enqueue(tx, queue, data) {
      const id = await boss.send(queue, data, { db: queueTransaction(tx) });
      if (id === null) throw new Error(`The queue ${queue} did not take the job.`);
    },
    wake(queue) {
      const worker = workers.get(queue);
      if (worker !== undefined) boss.notifyWorker(worker);
    },
    async start() {
      await boss.start();
      for (const { rules, handler } of handlers) {
        const { name } = rules;
        await prepareQueue(boss, rules);
        const polling = { pollingIntervalSeconds: pollSeconds };
        workers.set(name, await boss.work<object>(name, polling, (jobs) => attempt(name, handler, theJob(jobs))));
        const seldom = { pollingIntervalSeconds: Math.min(ABANDONED_POLL_SECONDS, pollSeconds * 5) };
        await boss.work<object>(abandonedQueue(name), seldom, (jobs) => handler.abandoned(theJob(jobs)));
      }
    },
    async stop() {
      const tooLate = new AbortController();
      const names = handlers.flatMap(({ rules }) => [rules.name, abandonedQueue(rules.name)]);
      const idle = Promise.all(names.map((name) => boss.offWork(name, { wait: true })));
      await Promise.race([idle, pause(STOP_TIMEOUT_MS, undefined, { signal: tooLate.signal }).catch(() => {})]);
      tooLate.abort();
      await boss.stop({ graceful: false, close: false });
    },
  };
}
