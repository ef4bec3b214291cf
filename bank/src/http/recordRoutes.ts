import type { FastifyInstance } from 'fastify';
import type { RecordKind, RecordPage } from '../api.ts';
import type { Bank } from '../operations/Bank.ts';
import { keepAgenda } from '../operations/keepAgenda.ts';
import { recordQuery } from './schemas.ts';

const defaultLimit = 100;
const maximumLimit = 1000;

interface Query {
  kind: RecordKind;
  from: string;
  until: string;
  account?: string;
  after?: string;
  limit?: string;
}

/** What a merchant began in a time, page by page, so that it can compare its own records with the bank's. */
export function recordRoutes(app: FastifyInstance, bank: Bank): void {
  app.get<{ Querystring: Query }>('/v1/records', { schema: { querystring: recordQuery } }, ({ query }, reply) => {
    keepAgenda(bank);
    const limit = Math.min(Math.max(Number(query.limit ?? defaultLimit), 1), maximumLimit);
    const after = Number(query.after ?? 0);
    const span = { fromS: Number(query.from), untilS: Number(query.until), nowS: bank.clock.nowS() };
    const oneMore = bank.book.records.page({ kind: query.kind, account: query.account ?? null, ...span, after, limit: limit + 1 });
    const records = oneMore.slice(0, limit);
    const page: RecordPage = { records, has_more: oneMore.length > limit, next_after: records.at(-1)?.seq ?? after };
    return reply.send(page);
  });
}
