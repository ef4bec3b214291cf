import { ApiError } from '@guichet/contract/errors.ts';
import { type IbanProblem, parseIban } from '@guichet/contract/ibans.ts';
import type { Id } from '@guichet/contract/ids.ts';
import { isRoutingNumber } from '@guichet/contract/routingNumbers.ts';
import type { RequestContext } from '../../platform/context.ts';
import { AccountData, type SealedAccount, sealAccount } from '../../vault/index.ts';
import type { MethodParts, PaymentMethodInput } from './methodInput.ts';
import type { SepaAccount, UsAccount } from './paymentMethod.ts';

/** An account that was entered and passed the checks, sealed but not stored. */
export type EnteredAccount = { readonly account: SealedAccount } & (
  | { readonly type: 'sepa_debit'; readonly details: SepaAccount }
  | { readonly type: 'us_bank_account'; readonly details: UsAccount }
);

/** A parameter of the method, named as the request carries it. */
type Param = (name: string) => string;

const IBAN_FAULTS: Readonly<Record<IbanProblem, string>> = {
  form: 'This is not an IBAN. It begins with the two letters of a country and two digits.',
  country: 'SEPA direct debits reach accounts in the countries of SEPA only.',
  length: 'The IBAN has not the length that IBANs of this country have.',
  check_digits: 'The check digits of the IBAN do not fit. Look for a digit that was mistyped.',
};

function required(value: string | null | undefined, param: string): string {
  if (value === undefined || value === null) throw new ApiError('parameter_missing', { param, message: `Give "${param}".` });
  return value;
}

function enterIban(input: PaymentMethodInput, param: Param): { account: AccountData; details: SepaAccount } {
  const iban = parseIban(required(input.sepa_debit?.iban, param('sepa_debit[iban]')));
  if (!iban.ok) throw new ApiError('account_number_invalid', { param: param('sepa_debit[iban]'), message: IBAN_FAULTS[iban.problem] });
  const { country, bankCode, branchCode } = iban;
  return { account: new AccountData({ scheme: 'sepa', iban: iban.iban }), details: { country, bankCode, branchCode } };
}

/** Banks whose name is known by their routing number: that of the test accounts. */
const BANK_NAMES: Readonly<Record<string, string>> = { '110000000': 'SANDBOX BANK' };

function enterUsAccount(input: PaymentMethodInput, param: Param): { account: AccountData; details: UsAccount } {
  const given = input.us_bank_account;
  const routingNumber = required(given?.routing_number, param('us_bank_account[routing_number]'));
  const accountNumber = required(given?.account_number, param('us_bank_account[account_number]'));
  if (!isRoutingNumber(routingNumber)) throw new ApiError('routing_number_invalid', { param: param('us_bank_account[routing_number]') });
  if (!/^\d{4,17}$/.test(accountNumber)) throw new ApiError('account_number_invalid', { param: param('us_bank_account[account_number]') });
  return {
    account: new AccountData({ scheme: 'ach', routingNumber, accountNumber }),
    details: {
      routingNumber,
      bankName: BANK_NAMES[routingNumber] ?? null,
      accountHolderType: given?.account_holder_type ?? 'individual',
      accountType: given?.account_type ?? 'checking',
    },
  };
}

/** Checks an account and seals its number. As on Stripe's wire, debits want the holder's name, and SEPA debits an e-mail address to announce them to. */
export async function enterAccount(
  parts: MethodParts,
  { caller: { tenantId }, now }: RequestContext,
  input: PaymentMethodInput,
  prefix: string | null,
): Promise<EnteredAccount> {
  const param: Param = (name) => (prefix === null ? name : `${prefix}[${name.replace('[', '][').replace(/\]?$/, '')}]`);
  const entered = input.type === 'sepa_debit' ? enterIban(input, param) : enterUsAccount(input, param);
  required(input.billing_details?.name, param('billing_details[name]'));
  if (input.type === 'sepa_debit') required(input.billing_details?.email, param('billing_details[email]'));
  const accountId: Id<'vc'> = parts.makeId('vc');
  const account = await sealAccount(parts.vault, { tenantId, accountId, account: entered.account, created: now });
  return { ...entered, type: input.type, account } as EnteredAccount;
}
