import type { Metadata } from '@guichet/contract/wire/common.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { MakeId } from '../../platform/ids.ts';
import type { Random } from '../../platform/random.ts';
import type { Database, Sql, Transaction } from '../../platform/transaction.ts';
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

/** What is about to be taken, by a charge or in cash. */
export interface Taking {
  /** The intent or the record. */
  readonly id: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly metadata: Metadata;
  /** More of what was taken before: what the place asks for was asked then, perhaps on another channel, or before it was asked for at all. */
  readonly goesOn?: boolean;
}

/** Refuses what the place does not let be taken so: without the answers that it asks for, or above what is open of a sale. */
export type Admit = (tx: Transaction, context: RequestContext, taking: Taking) => Promise<void>;

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
  readonly admit: Admit;
}
