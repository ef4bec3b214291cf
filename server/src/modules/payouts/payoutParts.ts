import type { Provider } from '../../connectors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import type { Database } from '../../platform/transaction.ts';
import type { BankAccountParts } from './addBankAccount.ts';

/** What the use cases of payouts work with. */
export interface PayoutParts extends BankAccountParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly provider: (connector: string) => Provider;
  /** Which connector pays a place out. */
  readonly connectorFor: (tenantId: number) => string;
  readonly providerDeadlineMs: number;
}
