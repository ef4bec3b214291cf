import { type AmountProblem, parseAmount } from '@guichet/contract/amounts.ts';
import { inCash } from '@guichet/contract/cashRounding.ts';
import { isCurrency } from '@guichet/contract/currencies.ts';
import { money } from '@guichet/contract/money.ts';
import type { NewRecordRequest, StaffMethod } from '@guichet/contract/recordViews.ts';
import { type SaleExtras, saleMetadata } from '../counter/saleExtras.ts';

/** What a way to pay asks for besides the amount, as typed. */
export interface RecordDetails {
  readonly tendered: string;
  readonly reference: string;
  readonly bank: string;
  readonly drawer: string;
}

export const NO_DETAILS: RecordDetails = { tendered: '', reference: '', bank: '', drawer: '' };

/** What has been typed into the form, as text. */
export interface RecordDraft extends RecordDetails {
  readonly amount: string;
  readonly currency: string;
  readonly method: StaffMethod;
  readonly description: string;
  readonly customer: { readonly id: string; readonly name: string } | null;
  /** What was answered to the fields of the place; left out in a fresh form. */
  readonly extras?: SaleExtras | undefined;
}

export const blankDraft = (currency: string): RecordDraft => ({
  amount: '',
  currency,
  method: 'cash',
  ...NO_DETAILS,
  description: '',
  customer: null,
});

/** What the amounts come to, in minor units. `asked` differs from `amount` where coins cannot make it up. */
export interface Reckoning {
  readonly amount: bigint | null;
  readonly amountProblem: AmountProblem | null;
  readonly asked: bigint | null;
  /** Null also when nothing was typed: then what is asked for was handed over. */
  readonly tendered: bigint | null;
  readonly tenderedProblem: AmountProblem | 'too_little' | null;
  readonly change: bigint | null;
}

const NOTHING: Reckoning = { amount: null, amountProblem: null, asked: null, tendered: null, tenderedProblem: null, change: null };

/** Reads the amounts of the form at a place in this country, whose law rounds cash. */
export function reckon({ amount: typed, currency, method, tendered: given }: RecordDraft, country: string): Reckoning {
  if (!isCurrency(currency)) return { ...NOTHING, amountProblem: 'other_currency' };
  const read = parseAmount(typed, currency);
  if (!read.ok) return { ...NOTHING, amountProblem: read.problem };
  const { amount } = read.money;
  if (amount === 0n) return { ...NOTHING, amountProblem: 'empty' };
  const asked = method === 'cash' ? inCash(money(amount, currency), country).amount : amount;
  const known = { ...NOTHING, amount, asked };
  if (method !== 'cash' || given.trim() === '') return known;
  const handed = parseAmount(given, currency);
  if (!handed.ok) return { ...known, tenderedProblem: handed.problem };
  const tendered = handed.money.amount;
  return tendered < asked ? { ...known, tenderedProblem: 'too_little' } : { ...known, tendered, change: tendered - asked };
}

const given = (text: string): string | undefined => text.trim() || undefined;

/** The request that a form stands for; null while its amounts are not right. */
export function requestOf(draft: RecordDraft, { amount, tendered, tenderedProblem }: Reckoning): NewRecordRequest | null {
  if (amount === null || tenderedProblem !== null) return null;
  const { currency, method, customer } = draft;
  const [reference, bank, drawer, description] = [draft.reference, draft.bank, draft.drawer, draft.description].map(given);
  const metadata = saleMetadata(draft);
  const cheque = { ...(bank && { bank }), ...(drawer && { drawer }) };
  return {
    amount: Number(amount),
    currency,
    method,
    ...(tendered !== null && { tendered: Number(tendered) }),
    ...(method !== 'cash' && reference && { reference }),
    ...(method === 'cheque' && Object.keys(cheque).length > 0 && { cheque }),
    ...(customer && { customer: customer.id }),
    ...(description && { description }),
    ...(metadata && { metadata }),
  };
}
