import type { PossibleDuplicate, StaffChannel } from '@guichet/contract/terminal.ts';
import type { FormValue } from '../../api/formBody.ts';
import type { Failure, Refused } from '../../api/outcome.ts';

/**
 * The way of one sale. Nothing here guesses: a sale leaves `sending`, `checking` and `processing` only by an answer.
 *
 *   editing ── submit ──► preparing ── prepared ─────────────► sending ──► approved | held | declined
 *      ▲                     │    └── duplicates ─► duplicate ──┘  │  └──► processing ──► the same
 *      │◄──── refused ───────┘                         │           │ lost
 *      │◄──────────────────── back ────────────────────┘           ▼
 *      │◄──── never arrived, and too long ago to send ────────  checking ──► finished: as above; 500: doubt
 *      └── again (with a new key) ◄── declined | doubt             └── never arrived: sending, same key
 */
export type Sale =
  | { readonly step: 'editing'; readonly key: string; readonly problem: SaleProblem | null }
  | { readonly step: 'preparing'; readonly key: string }
  | { readonly step: 'duplicate'; readonly key: string; readonly request: SaleRequest; readonly earlier: readonly PossibleDuplicate[] }
  | { readonly step: 'sending' | 'checking' | 'doubt'; readonly key: string; readonly request: SaleRequest }
  | {
      readonly step: 'processing' | 'approved' | 'held';
      readonly key: string;
      readonly request: SaleRequest;
      readonly paymentIntent: string;
    }
  | {
      readonly step: 'declined';
      readonly key: string;
      readonly request: SaleRequest;
      readonly paymentIntent: string | null;
      readonly code: string;
      readonly declineCode: string | null;
    };

/** What was sent, or is about to be, in a form that may be kept: its only trace of a card is a `tok_…` or `pm_…`. */
export interface SaleRequest {
  readonly parameters: Readonly<Record<string, FormValue>>;
  readonly channel: StaffChannel;
  readonly amount: number;
  readonly currency: string;
  readonly card: { readonly brand: string; readonly last4: string };
  readonly startedMs: number;
}

/** Why a sale is back in the form. `not_sent`: it never reached the server, so nothing was charged. */
export type SaleProblem = { readonly kind: 'failure'; readonly failure: Failure } | { readonly kind: 'not_sent' };

/** An answer about a payment, whichever way it came: directly, by the key, or by asking for the intent. */
export type SaleAnswer =
  | {
      readonly kind: 'intent';
      readonly id: string;
      readonly status: string;
      readonly code: string | null;
      readonly declineCode: string | null;
    }
  | { readonly kind: 'refused'; readonly failure: Refused }
  | { readonly kind: 'unknown' };

export type SaleEvent =
  | { readonly type: 'submit' }
  | { readonly type: 'prepared'; readonly request: SaleRequest }
  | { readonly type: 'duplicates'; readonly request: SaleRequest; readonly earlier: readonly PossibleDuplicate[] }
  | { readonly type: 'not_prepared'; readonly failure: Failure }
  | { readonly type: 'not_entered' }
  | { readonly type: 'confirm' }
  | { readonly type: 'back' }
  | { readonly type: 'lost' }
  | { readonly type: 'answered'; readonly answer: SaleAnswer; readonly newKey: string }
  | { readonly type: 'never_arrived'; readonly nowMs: number; readonly newKey: string }
  | { readonly type: 'check_again' }
  | { readonly type: 'again'; readonly newKey: string };

/** After this long a sale that never arrived isn't sent by itself: whoever pressed may have hung up, or taken it another way. */
export const RESEND_WITHIN_MS = 120_000;

export const startSale = (key: string): Sale => ({ step: 'editing', key, problem: null });

/** While true the button is locked. */
export const isBusy = (sale: Sale): boolean => ['preparing', 'sending', 'checking', 'processing'].includes(sale.step);

/** While true the answer is still out, and the sale must be kept over reload, sign-out and navigation. */
export const isInFlight = (sale: Sale): boolean => ['sending', 'checking', 'processing'].includes(sale.step);

function settle(sale: Sale & { request: SaleRequest }, answer: SaleAnswer, newKey: string): Sale {
  const { key, request } = sale;
  if (answer.kind === 'unknown') return { step: 'doubt', key, request };
  if (answer.kind === 'refused') return settleRefusal(sale, answer.failure, newKey);
  const known = { key, request, paymentIntent: answer.id };
  switch (answer.status) {
    case 'succeeded':
      return { step: 'approved', ...known };
    case 'requires_capture':
      return { step: 'held', ...known };
    case 'processing':
      return { step: 'processing', ...known };
    case 'requires_payment_method':
    case 'canceled':
      return { step: 'declined', ...known, code: answer.code ?? 'card_declined', declineCode: answer.declineCode };
    default:
      return { step: 'doubt', key, request };
  }
}

/** 402 is the bank's no; any other refusal came before the bank, so the form opens again. A refusal is final for its key. */
function settleRefusal(sale: Sale & { request: SaleRequest }, failure: Refused, newKey: string): Sale {
  const { key, request } = sale;
  if (failure.code === 'idempotency_key_in_use') return { step: 'checking', key, request };
  if (failure.status !== 402) return { step: 'editing', key: newKey, problem: { kind: 'failure', failure } };
  return { step: 'declined', key, request, paymentIntent: failure.paymentIntent, code: failure.code, declineCode: failure.declineCode };
}

/** The next state. An event that doesn't belong to the present step changes nothing: it is a late answer or a second press. */
export function nextSale(sale: Sale, event: SaleEvent): Sale {
  const { key } = sale;
  switch (event.type) {
    case 'submit':
      return sale.step === 'editing' ? { step: 'preparing', key } : sale;
    case 'prepared':
      return sale.step === 'preparing' ? { step: 'sending', key, request: event.request } : sale;
    case 'duplicates':
      return sale.step === 'preparing' ? { step: 'duplicate', key, request: event.request, earlier: event.earlier } : sale;
    case 'not_prepared':
      return sale.step === 'preparing' ? { step: 'editing', key, problem: { kind: 'failure', failure: event.failure } } : sale;
    // What is wrong with the card stands beside its fields, with the provider.
    case 'not_entered':
      return sale.step === 'preparing' ? { step: 'editing', key, problem: null } : sale;
    case 'confirm':
      return sale.step === 'duplicate' ? { step: 'sending', key, request: sale.request } : sale;
    case 'back':
      return sale.step === 'duplicate' ? { step: 'editing', key, problem: null } : sale;
    case 'lost':
      return sale.step === 'sending' ? { step: 'checking', key, request: sale.request } : sale;
    case 'answered':
      return sale.step === 'sending' || sale.step === 'checking' || sale.step === 'processing'
        ? settle(sale, event.answer, event.newKey)
        : sale;
    case 'never_arrived':
      if (sale.step !== 'checking') return sale;
      if (event.nowMs - sale.request.startedMs > RESEND_WITHIN_MS)
        return { step: 'editing', key: event.newKey, problem: { kind: 'not_sent' } };
      return { step: 'sending', key, request: sale.request };
    case 'check_again':
      return sale.step === 'doubt' ? { step: 'checking', key, request: sale.request } : sale;
    case 'again':
      return isBusy(sale) ? sale : startSale(event.newKey);
  }
}
