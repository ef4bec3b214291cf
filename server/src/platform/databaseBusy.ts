/** How `pg` says that no connection was to be had in time: of a full pool, and of a server that does not answer. It gives them no code. */
const WORDS: ReadonlySet<string> = new Set(['timeout exceeded when trying to connect', 'Connection terminated due to connection timeout']);

/** Whether a statement was never sent, since no connection was free for it in time. Whoever waited that long should be told, not kept. */
export const isDatabaseBusy = (error: unknown): boolean => error instanceof Error && WORDS.has(error.message);

/** PostgreSQL's `query_canceled`: nobody cancels a statement here but its own time limit. All of its transaction is undone. */
const CANCELED = '57014';

/** Whether a statement took longer than it is given, so that PostgreSQL ended it. */
export const isOverTime = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === CANCELED;
