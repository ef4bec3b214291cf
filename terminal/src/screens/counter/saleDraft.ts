import { isExpired } from '@guichet/contract/cards.ts';
import type { CounterMethod } from '@guichet/contract/counterViews.ts';
import type { CustomerView, StaffChannel } from '@guichet/contract/terminal.ts';
import type { RecordDetails } from '../records/recordDraft.ts';
import type { ItemsDraft } from './items/itemsDraft.ts';
import type { SaleExtras } from './saleExtras.ts';

/** A customer that was picked, with what is needed to show and to charge them. */
export type KnownCustomer = Pick<CustomerView, 'id' | 'name' | 'email' | 'phone' | 'cards'>;

export type DraftCustomer =
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly customer: KnownCustomer }
  | { readonly kind: 'new'; readonly name: string; readonly email: string; readonly phone: string };

/** What is typed at the counter except the card. It is kept over a reload, so a card field may never join it. */
export interface SaleDraft {
  readonly amount: string;
  readonly currency: string;
  readonly reference: string;
  readonly customer: DraftCustomer;
  /** The payment method of a saved card that was chosen instead of keying one in. */
  readonly savedCard: string | null;
  readonly address: { readonly line1: string; readonly postalCode: string; readonly country: string };
  /** null: folded or open by itself, as it seems useful; else as the person wants it. */
  readonly addressOpen: boolean | null;
  readonly channel: StaffChannel;
  /** How the payer pays; a card unless something else is chosen. */
  readonly method: CounterMethod;
  /** `later`: the money is only put on hold. */
  readonly taking: 'now' | 'later';
  /** Of a hold: that its amount can be raised is asked for. */
  readonly raisable: boolean;
  /** Left out in a fresh form. */
  readonly extras?: SaleExtras | undefined;
  /** Of what is recorded: what was handed over, or which cheque or transfer it is. Left out in a fresh form. */
  readonly details?: RecordDetails | undefined;
  /** What is sold, where items make up the amount. */
  readonly items?: ItemsDraft | undefined;
}

/** Card fields as typed. They live in the memory of the page alone. */
export interface KeyedCard {
  readonly number: string;
  readonly expiry: string;
  readonly securityCode: string;
}

export const NO_CARD: KeyedCard = { number: '', expiry: '', securityCode: '' };

const NO_HOLD = { taking: 'now', raisable: false } as const;

/** What a draft of an earlier version of the page does not say. */
export const USUAL_WAY = { ...NO_HOLD, method: 'card' } as const;

/** A fresh form. Currency and channel stay as they were: the next sale is most often of the same kind. A hold that was forgotten is money lost. */
export const emptyDraft = (currency: string, country: string, channel: StaffChannel = 'phone'): SaleDraft => ({
  amount: '',
  currency,
  reference: '',
  customer: { kind: 'none' },
  savedCard: null,
  address: { line1: '', postalCode: '', country },
  addressOpen: null,
  channel,
  ...USUAL_WAY,
});

export const savedCardOf = (draft: SaleDraft) =>
  draft.customer.kind === 'known' ? (draft.customer.customer.cards.find((card) => card.id === draft.savedCard) ?? null) : null;

/** The card that is charged unless another is chosen: the newest on file that has not expired. */
export const usualCardOf = ({ cards }: KnownCustomer, nowMs: number): string | null =>
  cards.find(({ exp_month: month, exp_year: year }) => !isExpired(new Date(nowMs), month, year))?.id ?? null;

/** What of a form follows from the customer who is chosen. */
export const withCustomer = (customer: KnownCustomer, nowMs: number): Pick<SaleDraft, 'customer' | 'savedCard'> => ({
  customer: { kind: 'known', customer },
  savedCard: usualCardOf(customer, nowMs),
});

const AVS_COUNTRIES = new Set(['US', 'CA', 'GB']);
const AVS_BRANDS = new Set(['amex', 'discover']);

/** Whether issuers are likely to check the address: in the US, Canada and Great Britain they do, elsewhere few but American Express. */
export const addressHelps = (draft: SaleDraft, businessCountry: string, brand: string): boolean =>
  AVS_COUNTRIES.has(businessCountry) || AVS_COUNTRIES.has(draft.address.country) || AVS_BRANDS.has(brand);
