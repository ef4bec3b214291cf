import type { MakeId } from '../../platform/ids.ts';
import type { Random } from '../../platform/random.ts';
import type { Database, Sql } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import type { Attempts } from '../attempts/index.ts';
import type { PayerAddresses } from '../authentications/index.ts';
import type { CardTesting } from '../card_testing/index.ts';
import type { MethodParts } from '../payment_methods/index.ts';
import type { KeepParts, Need } from '../provider_accounts/index.ts';
import type { TellPayer } from './receiptOccasion.ts';

/** Through whom payments go: what attempts and charges keep as their connector. */
export interface Routing {
  /** The first who takes it. Throws `provider_account_missing`. */
  route(sql: Sql, tenantId: number, need: Need): Promise<string>;
  /** The first who takes it besides those that were passed over, or null. */
  next(sql: Sql, tenantId: number, need: Need, passed: readonly string[]): Promise<string | null>;
}

/** What the use cases of payments work with. */
export interface PaymentParts extends UseCaseParts, MethodParts, PayerAddresses, KeepParts {
  readonly database: Database;
  readonly makeId: MakeId;
  readonly random: Random;
  readonly attempts: Attempts;
  /** How long a provider may take before an attempt counts as open; recovery leaves it alone until then. */
  readonly providerDeadlineMs: number;
  /** Where this place is reached; known once it listens. */
  readonly baseUrl: () => string;
  /** Writes to payers whose payment has an address for its receipt. */
  readonly tellPayer: TellPayer;
  readonly routing: Routing;
  readonly cardTesting: Pick<CardTesting, 'watch'>;
}
