import type { FastifyInstance } from 'fastify';
import type { BookPage, DebitPage } from '../api.ts';
import type { Book } from '../book/openBook.ts';
import { summariseBook } from '../book/summariseBook.ts';
import { bookQuery } from './schemas.ts';

const defaultLimit = 100;
const maximumLimit = 1000;

/** Reading the book as a whole, to compare it with somebody else's. */
export function bookRoutes(app: FastifyInstance, book: Book): void {
  app.get<{ Querystring: { after?: string; limit?: string } }>('/v1/book', { schema: { querystring: bookQuery } }, (request, reply) => {
    const after = Number(request.query.after ?? 0);
    const limit = Math.min(Math.max(Number(request.query.limit ?? defaultLimit), 1), maximumLimit);
    return reply.send(pageOf(book, after, limit));
  });

  app.get<{ Querystring: { after?: string; limit?: string } }>('/v1/debits', { schema: { querystring: bookQuery } }, (request, reply) => {
    const after = Number(request.query.after ?? 0);
    const limit = Math.min(Math.max(Number(request.query.limit ?? defaultLimit), 1), maximumLimit);
    return reply.send(debitsOf(book, after, limit));
  });

  app.get('/v1/book/summary', (_request, reply) => reply.send(summariseBook(book)));
}

function pageOf(book: Book, after: number, limit: number): BookPage {
  const oneMore = book.operations.page({ after, limit: limit + 1 });
  const operations = oneMore.slice(0, limit);
  return { operations, has_more: oneMore.length > limit, next_after: operations.at(-1)?.seq ?? after };
}

function debitsOf(book: Book, after: number, limit: number): DebitPage {
  const oneMore = book.debits.page({ after, limit: limit + 1 });
  const debits = oneMore.slice(0, limit);
  return { debits, has_more: oneMore.length > limit, next_after: debits.at(-1)?.seq ?? after };
}
