import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../platform/clock.ts';
import { fetchText } from '../../platform/fetchText.ts';
import type { Logger } from '../../platform/log.ts';
import type { Database } from '../../platform/transaction.ts';
import { parseEcb, parseEcbCsv } from './ecb.rules.ts';
import { addRates, newestRateDay } from './exchangeRates.store.ts';
import { utcDay } from './settlement.rules.ts';

export interface RateKeeping {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Where the European Central Bank, or whoever mirrors it, publishes its file; undefined: rates are never fetched. */
  readonly url: string | undefined;
}

const SHIPPED = join(import.meta.dirname, '../../../data/eurofxref.csv');
const DEADLINE_MS = 20_000;
/** The whole history has less than a megabyte. */
const MAX_BYTES = 8_000_000;
const RETRY_MS = 3600_000;

/** Puts the set of rates that is shipped with the program into the database, as far as it is not there yet. */
export const addShippedRates = async (database: Database): Promise<number> =>
  addRates(database, parseEcbCsv(readFileSync(SHIPPED, 'utf8')));

/** Reads the bank's file and adds what is new. Throws when it can't be read; what is known stays as it is. */
const fetchRates = async (database: Database, url: string): Promise<number> =>
  addRates(database, parseEcb(await fetchText({ url, deadlineMs: DEADLINE_MS, maxBytes: MAX_BYTES })));

/**
 * Asks for new rates while today's are not known, at most once an hour. A failure is logged and harms nothing: conversion goes on with the
 * newest rates that are known, up to the age that the place allows.
 */
export function rateKeeper({ database, clock, log, url }: RateKeeping): () => Promise<void> {
  let triedAt = 0;
  return async () => {
    const now = clock.now();
    if (url === undefined || now.getTime() - triedAt < RETRY_MS) return;
    if ((await newestRateDay(database)) === utcDay(now)) return;
    triedAt = now.getTime();
    try {
      const added = await fetchRates(database, url);
      if (added > 0) log.info({ added }, 'exchange rates fetched');
    } catch (error) {
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'exchange rates could not be fetched');
    }
  };
}
