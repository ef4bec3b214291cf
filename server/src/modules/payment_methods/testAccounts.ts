import type { PaymentMethodInput } from './methodInput.ts';

const IBANS: Readonly<Record<string, string>> = {
  success_at: 'AT611904300234573201',
  successDelayed_at: 'AT321904300235473204',
  failed_at: 'AT861904300235473202',
  failedDelayed_at: 'AT051904300235473205',
  disputed_at: 'AT591904300235473203',
  insufficientFunds_at: 'AT981904300002222227',
  success_de: 'DE89370400440532013000',
  successDelayed_de: 'DE08370400440532013003',
  failed_de: 'DE62370400440532013001',
  failedDelayed_de: 'DE78370400440532013004',
  disputed_de: 'DE35370400440532013002',
  insufficientFunds_de: 'DE65370400440002222227',
  success_fr: 'FR1420041010050500013M02606',
  successDelayed_fr: 'FR3020041010050500013M02609',
  failed_fr: 'FR8420041010050500013M02607',
  failedDelayed_fr: 'FR7920041010050500013M02600',
  disputed_fr: 'FR5720041010050500013M02608',
  insufficientFunds_fr: 'FR9720041010050000002222227',
};

const US_ACCOUNTS: Readonly<Record<string, string>> = {
  success: '000123456789',
  accountClosed: '000111111113',
  noAccount: '000111111116',
  insufficientFunds: '000222222227',
  debitNotAuthorized: '000333333335',
  invalidCurrency: '000444444440',
  dispute: '000555555559',
  processing: '000000000009',
};

const HOLDER = { name: 'Jenny Rosen', email: 'jenny@example.com' };

const found = (names: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(names, name) ? names[name] : undefined;

/** The account behind `pm_sepaDebit_success_de` or `pm_usBankAccount_success`, or undefined when the text names none. */
export function testAccount(token: string): PaymentMethodInput | undefined {
  const [, kind, name = ''] = /^pm_(sepaDebit|usBankAccount)_(\w+)$/.exec(token) ?? [];
  const iban = kind === 'sepaDebit' ? found(IBANS, name) : undefined;
  if (iban !== undefined) return { type: 'sepa_debit', sepa_debit: { iban }, billing_details: HOLDER };
  const number = kind === 'usBankAccount' ? found(US_ACCOUNTS, name) : undefined;
  if (number === undefined) return undefined;
  return { type: 'us_bank_account', us_bank_account: { routing_number: '110000000', account_number: number }, billing_details: HOLDER };
}
