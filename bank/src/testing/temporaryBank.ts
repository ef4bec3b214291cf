import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import type { AuthorisationRequest } from '../api.ts';
import { createBank } from '../createBank.ts';

/** 15 January 2026, 12:00 UTC. */
export const noonS = 1_768_478_400;

export class SteppedClock {
  #nowS = noonS;

  nowS(): number {
    return this.#nowS;
  }

  advance(seconds: number): void {
    this.#nowS += seconds;
  }
}

/** A path for a book in a folder of its own, gone after the test. The key is fixed, so that what is derived from it is too. */
export function temporaryBookPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-bank-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const bookPath = join(folder, 'book.sqlite');
  writeFileSync(`${bookPath}.key`, '5a'.repeat(32));
  return bookPath;
}

export interface TemporaryBank {
  app: FastifyInstance;
  clock: SteppedClock;
  bookPath: string;
  post(url: string, body: unknown): Promise<Reply>;
  get(url: string): Promise<Reply>;
}

interface Reply {
  status: number;
  // Tests compare the whole shape; the type would only repeat what they say.
  body: Record<string, unknown>;
}

/** A bank within this process, closed after the test. */
export function temporaryBank(bookPath: string = temporaryBookPath(), token?: string): TemporaryBank {
  const clock = new SteppedClock();
  const app = createBank({ bookPath, clock, token, errorLog: process.stderr });
  onTestFinished(() => app.close());
  const read = (response: { statusCode: number; json(): unknown }): Reply => ({
    status: response.statusCode,
    body: response.json() as Record<string, unknown>,
  });
  return {
    app,
    clock,
    bookPath,
    post: async (url, body) => read(await app.inject({ method: 'POST', url, payload: body as object })),
    get: async (url) => read(await app.inject({ method: 'GET', url })),
  };
}

/** Listens on a free port and answers the base address. */
export async function listening(app: FastifyInstance): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

/** An authorisation of 49,90 € by telephone to a card that is approved, with what a test wants different. */
export function authorisation(
  reference: string,
  { number = '4242424242424242', ...changes }: Partial<AuthorisationRequest> & { number?: string } = {},
): AuthorisationRequest {
  return {
    reference,
    amount: 4990,
    currency: 'eur',
    card: { number, exp_month: 12, exp_year: 2030, cvc: '123' },
    entry: 'moto_phone',
    capture: false,
    merchant: { name: 'Librairie du Port', country: 'FR' },
    ...changes,
  };
}
