import type pg from 'pg';
import type { Config } from '../config.ts';
import type { Logger } from '../platform/log.ts';

/** What a server is started with. */
export interface StartOptions {
  readonly config: Config;
  readonly serverPool: pg.PoolConfig;
  readonly ownerPool: pg.PoolConfig;
  readonly bank: { readonly url: string; readonly token: string };
  readonly log: Logger;
}
