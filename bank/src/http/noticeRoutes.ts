import type { FastifyInstance } from 'fastify';
import type { Bank } from '../operations/Bank.ts';
import { keepAgenda } from '../operations/keepAgenda.ts';
import { bookQuery } from './schemas.ts';

const defaultLimit = 100;
const maximumLimit = 1000;

/** What merchants are told of without having asked. They read it as often as they like: a notice stays where it is. */
export function noticeRoutes(app: FastifyInstance, bank: Bank): void {
  app.get<{ Querystring: { after?: string; limit?: string } }>('/v1/notices', { schema: { querystring: bookQuery } }, (request, reply) => {
    keepAgenda(bank);
    const after = Number(request.query.after ?? 0);
    const limit = Math.min(Math.max(Number(request.query.limit ?? defaultLimit), 1), maximumLimit);
    return reply.send(bank.book.notices.page({ after, limit }));
  });
}
