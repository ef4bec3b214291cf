import Fastify, { type FastifyInstance } from 'fastify';
import { openBook } from './book/openBook.ts';
import type { Clock } from './clock.ts';
import { answerErrors } from './http/answerErrors.ts';
import { bookRoutes } from './http/bookRoutes.ts';
import { challengeRoutes } from './http/challengeRoutes.ts';
import { controlRoutes } from './http/controlRoutes.ts';
import { Exchanges } from './http/Exchanges.ts';
import { noticeRoutes } from './http/noticeRoutes.ts';
import { operationRoutes } from './http/operationRoutes.ts';
import { recordRoutes } from './http/recordRoutes.ts';
import { requireToken } from './http/requireToken.ts';
import type { Bank } from './operations/Bank.ts';

export interface BankOptions {
  /** The SQLite file; made if it isn't there. */
  bookPath: string;
  clock: Clock;
  /** Without one everybody who reaches the port is served. */
  token?: string | undefined;
  /** Where errors of the bank's own are written, one JSON line each; nowhere by default. */
  errorLog?: { write(line: string): void } | undefined;
}

const bodyLimitBytes = 64 * 1024;

/**
 * The sandbox bank on its book, not yet listening. Throws BookUnusable. Closing it first finishes what is in flight, delays
 * included, then closes the book.
 */
export function createBank({ bookPath, clock, token, errorLog }: BankOptions): FastifyInstance {
  const book = openBook(bookPath);
  const bank: Bank = { book, clock: { nowS: () => clock.nowS() + book.clock.aheadS } };
  const exchanges = new Exchanges(book.faults);
  const app = Fastify({
    bodyLimit: bodyLimitBytes,
    logger: errorLog ? { level: 'error', stream: errorLog } : false,
    // A bank doesn't guess: no "10" taken for 10, no unknown field dropped.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
  });
  answerErrors(app);
  if (token) requireToken(app, token);
  app.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }));
  operationRoutes(app, bank, exchanges);
  noticeRoutes(app, bank);
  challengeRoutes(app, bank);
  bookRoutes(app, book);
  recordRoutes(app, bank);
  controlRoutes(app, bank, exchanges.waits);
  app.addHook('preClose', () => exchanges.end());
  app.addHook('onClose', async () => {
    await exchanges.end();
    book.close();
  });
  return app;
}
