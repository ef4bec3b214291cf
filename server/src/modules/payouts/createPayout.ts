import type { Currency } from '@guichet/contract/currencies.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import { money } from '@guichet/contract/money.ts';
import type { ObjectVersion } from '../../events/index.ts';
import { balances } from '../../ledger/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import { type OnceReply, once } from '../../platform/once.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, replyOf } from '../../platform/useCase.ts';
import { type ApprovedOperation, approved, operationWithin, orAskForApproval, requireApproval } from '../approvals/index.ts';
import type { BankAccount } from './bankAccount.ts';
import { defaultBankAccounts, findBankAccounts } from './bankAccounts.store.ts';
import { makePayout } from './makePayout.ts';
import { assertPayable, assertPaysOut } from './payout.rules.ts';
import type { PayoutParts } from './payoutParts.ts';
import { lockPurse } from './payoutSchedules.store.ts';

export interface PayoutInput {
  readonly amount: bigint;
  readonly currency: Currency;
  readonly destination?: string | undefined;
  readonly description?: string | undefined;
  readonly method?: 'instant' | 'standard' | undefined;
  readonly statement_descriptor?: string | undefined;
  readonly metadata?: MetadataChange | undefined;
}

/** What is available in one currency at a moment. */
export async function availableIn(sql: Sql, tenantId: number, currency: Currency, at: Date): Promise<bigint> {
  const found = (await balances(sql, tenantId, 'provider_receivable', at)).find((balance) => balance.currency === currency);
  return found?.available ?? 0n;
}

async function destinationOf(tx: Transaction, tenantId: number, { destination, currency }: PayoutInput): Promise<BankAccount> {
  if (destination === undefined) {
    const account = (await defaultBankAccounts(tx, tenantId)).find((one) => one.currency === currency);
    if (account === undefined)
      throw new ApiError('payouts_not_allowed', {
        param: 'currency',
        message: `There is no bank account for payouts in ${currency}. Add one on the page of the balance.`,
      });
    return account;
  }
  const [account] = await findBankAccounts(tx, tenantId, [destination]);
  if (account === undefined || account.deleted !== null)
    throw new ApiError('resource_missing', { param: 'destination', message: `No such bank account: '${destination}'` });
  if (account.currency !== currency)
    throw new ApiError('parameter_invalid', {
      param: 'destination',
      message: `This bank account takes ${account.currency}, not ${currency}.`,
    });
  return account;
}

async function beginPayout(
  tx: Transaction,
  parts: Pick<PayoutParts, 'makeId' | 'connectorFor' | 'recordActivity'>,
  context: RequestContext,
  input: PayoutInput,
): Promise<ObjectVersion> {
  const { tenantId, actor, livemode } = context.caller;
  assertPaysOut(livemode);
  const { amount, currency } = input;
  if (input.method === 'instant') {
    throw new ApiError('instant_payouts_unsupported', {
      param: 'method',
      message: 'The bank account for this payout is not eligible for instant payouts: nobody here pays out within minutes. Use "standard".',
    });
  }
  await lockPurse(tx, tenantId);
  const account = await destinationOf(tx, tenantId, input);
  assertPayable(amount, currency, await availableIn(tx, tenantId, currency, context.now));
  const reason = input.description ?? null;
  const settled: PayoutInput = { ...input, destination: account.id };
  await requireApproval(tx, context, { kind: 'payout', amount: money(amount, currency), subject: null, reason, settled });
  const stored = await makePayout(tx, parts, {
    ...{ origin: changeOrigin(context), amount, currency, account, scheduleDay: null, createdBy: actor.id },
    ...{ description: input.description ?? null, statementDescriptor: input.statement_descriptor ?? null },
    metadata: applyMetadata({}, input.metadata),
  });
  const details = approved(context, { amount: String(amount), currency, destination: account.id });
  await parts.recordActivity(tx, activityOrigin(context), { action: 'payout.create', target: stored.id, details });
  return stored;
}

/** Pays out what is available, or a part of it; above a limit of the place once another person has approved it. */
export function createPayout(parts: PayoutParts, context: RequestContext, input: PayoutInput): Promise<OnceReply> {
  return orAskForApproval(parts, context, { operation: 'payout', request: input }, () =>
    once(parts.database, context, async (tx) => replyOf(await beginPayout(tx, parts, context, input))),
  );
}

/** A payout that was approved. */
export const payoutOperation = (parts: PayoutParts): ApprovedOperation =>
  operationWithin(
    parts.database,
    'payouts.write',
    async (tx, context, request) => (await beginPayout(tx, parts, context, request as PayoutInput)).id,
  );
