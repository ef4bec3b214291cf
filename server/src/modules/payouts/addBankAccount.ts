import type { Currency } from '@guichet/contract/currencies.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { ibanOf } from '@guichet/contract/ibans.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { sealText, type VaultAccess } from '../../vault/index.ts';
import { routingNumberOf, usAccountNumberOf } from './bankAccount.rules.ts';
import type { BankAccount } from './bankAccount.ts';
import {
  defaultBankAccounts,
  findBankAccounts,
  findSameAccount,
  insertBankAccount,
  markAccountDeleted,
  setDefaultAccount,
} from './bankAccounts.store.ts';
import { lockPurse } from './payoutSchedules.store.ts';

export interface BankAccountInput {
  readonly currency: Currency;
  readonly holder_name: string;
  readonly iban?: string | undefined;
  readonly routing_number?: string | undefined;
  readonly account_number?: string | undefined;
  readonly default_for_currency?: boolean | undefined;
}

export interface BankAccountParts extends UseCaseParts {
  readonly vault: Pick<VaultAccess, 'keys' | 'random'>;
}

/** The parts of a bank account that its number says. */
export interface CheckedNumber {
  readonly kind: BankAccount['kind'];
  readonly number: string;
  readonly routingNumber: string | null;
  readonly country: string;
}

/** Reads an IBAN, or an account with its routing number in the United States. Throws what is wrong with it. */
export function checkedNumber({ iban, routing_number, account_number }: Omit<BankAccountInput, 'currency' | 'holder_name'>): CheckedNumber {
  if (iban !== undefined) {
    if (routing_number !== undefined || account_number !== undefined)
      throw new ApiError('parameters_exclusive', {
        param: 'iban',
        message: 'Give an IBAN, or a routing number with an account number, not both.',
      });
    const number = ibanOf(iban);
    if (number === null)
      throw new ApiError('account_number_invalid', {
        param: 'iban',
        message: 'This IBAN is not right: its length or its check digits are wrong.',
      });
    return { kind: 'iban', number, routingNumber: null, country: number.slice(0, 2) };
  }
  if (account_number === undefined)
    throw new ApiError('parameter_missing', { param: 'iban', message: 'Give an IBAN, or a routing number with an account number.' });
  if (routing_number === undefined)
    throw new ApiError('parameter_missing', { param: 'routing_number', message: 'An account number needs its routing number.' });
  const [routingNumber, number] = [routingNumberOf(routing_number), usAccountNumberOf(account_number)];
  if (routingNumber === null) throw new ApiError('routing_number_invalid', { param: 'routing_number' });
  if (number === null) throw new ApiError('account_number_invalid', { param: 'account_number' });
  return { kind: 'us', number, routingNumber, country: 'US' };
}

/** Adds an account that the place is paid to. The first one of its currency becomes the default. */
export async function addBankAccount(
  tx: Transaction,
  parts: BankAccountParts,
  context: RequestContext,
  input: BankAccountInput,
): Promise<BankAccount> {
  const { tenantId, actor } = context.caller;
  const { number: text, ...checked } = checkedNumber(input);
  await lockPurse(tx, tenantId);
  const id = parts.makeId('ba');
  const { fingerprint, ...number } = await sealText(parts.vault, { tenantId, id }, text, `${checked.routingNumber ?? ''}${text}`);
  const isFirst = !(await defaultBankAccounts(tx, tenantId)).some(({ currency }) => currency === input.currency);
  const account: BankAccount = {
    ...{ tenantId, id, ...checked, currency: input.currency, holderName: input.holder_name, last4: text.slice(-4) },
    ...{ number, fingerprint, defaultForCurrency: false, createdBy: actor.id, created: context.now, deleted: null },
  };
  if ((await findSameAccount(tx, account)) !== undefined)
    throw new ApiError('bank_account_exists', { param: input.iban === undefined ? 'account_number' : 'iban' });
  await insertBankAccount(tx, account);
  const becomesDefault = isFirst || input.default_for_currency === true;
  if (becomesDefault) await setDefaultAccount(tx, tenantId, input.currency, id);
  const details = { currency: account.currency, country: account.country, last4: account.last4 };
  await parts.recordActivity(tx, activityOrigin(context), { action: 'bank_account.create', target: id, details });
  return { ...account, defaultForCurrency: becomesDefault };
}

async function requireBankAccount(tx: Transaction, tenantId: number, id: string): Promise<BankAccount> {
  const [found] = await findBankAccounts(tx, tenantId, [id]);
  if (found === undefined || found.deleted !== null)
    throw new ApiError('resource_missing', { param: 'id', message: `No such bank account: '${id}'` });
  return found;
}

/** Makes an account the one to which payouts of its currency go. */
export async function chooseBankAccount(
  tx: Transaction,
  parts: BankAccountParts,
  context: RequestContext,
  id: string,
): Promise<BankAccount> {
  const { tenantId } = context.caller;
  await lockPurse(tx, tenantId);
  const account = await requireBankAccount(tx, tenantId, id);
  await setDefaultAccount(tx, tenantId, account.currency, id);
  await parts.recordActivity(tx, activityOrigin(context), { action: 'bank_account.choose', target: account.id });
  return { ...account, defaultForCurrency: true };
}

/** Takes an account out of use. Payouts that have been made to it go on, and go on showing it. */
export async function removeBankAccount(
  tx: Transaction,
  parts: BankAccountParts,
  context: RequestContext,
  id: string,
): Promise<BankAccount> {
  const { tenantId } = context.caller;
  await lockPurse(tx, tenantId);
  const account = await requireBankAccount(tx, tenantId, id);
  await markAccountDeleted(tx, tenantId, id, context.now);
  await parts.recordActivity(tx, activityOrigin(context), { action: 'bank_account.delete', target: account.id });
  return account;
}
