import type { CardEntryView } from '@guichet/contract/cardFieldViews.ts';
import type { OwnFieldView } from '@guichet/contract/counterFieldViews.ts';
import { nowMs } from '../../browser/clock.ts';
import type { CounterStore } from './counterStore.ts';
import { type FramedEntry, isFramed } from './ProviderFields.tsx';
import { prepareSale } from './prepareSale.ts';
import type { ProviderFrame } from './providerFrame.ts';
import { type KeyedCard, savedCardOf } from './saleDraft.ts';
import { answerId, NO_EXTRAS, unanswered } from './saleExtras.ts';
import { focusField, focusFieldSoon } from './saleFields.ts';
import type { CardFields } from './sealCard.ts';
import { SALE_FIELDS, type SaleProblems, validateSale } from './validateSale.ts';

/** What a payment by card needs of the page around it. */
export interface CardTaking {
  readonly store: CounterStore;
  /** The fields of the place's own. */
  readonly ownFields: readonly OwnFieldView[];
  /** Where a keyed card is entered; null while nobody knows. */
  readonly entry: CardEntryView | null;
  readonly frame: ProviderFrame | null;
  readonly card: KeyedCard;
  readonly onProblems: (problems: SaleProblems) => void;
}

interface CheckedSale {
  readonly framed: FramedEntry | null;
  readonly amountMinor: bigint;
  readonly card: CardFields | null;
}

/** Reads the form. What is wrong with it is shown, and the first bad field has the keyboard: then there is nothing to take. */
function checkSale({ store, ownFields, entry, frame, card, onProblems }: CardTaking): CheckedSale | null {
  const { draft } = store.get();
  const isSaved = savedCardOf(draft) !== null;
  // Until it is known where the card goes, none is sent anywhere.
  if (!isSaved && (entry === null || (isFramed(entry) && frame === null))) {
    focusField('number');
    return null;
  }
  const framed = !isSaved && entry !== null && isFramed(entry) ? entry : null;
  const valid = validateSale(draft, framed === null ? card : null, nowMs());
  if (!valid.ok) {
    onProblems(valid.problems);
    const first = SALE_FIELDS.find((field) => valid.problems[field] !== undefined);
    if (first !== undefined) focusField(first);
    return null;
  }
  const open = unanswered(ownFields, draft);
  if (open !== null) {
    store.edit({ extras: { ...(draft.extras ?? NO_EXTRAS), looked: true } });
    document.getElementById(answerId(open.key))?.focus();
    return null;
  }
  return { framed, amountMinor: valid.amountMinor, card: valid.card };
}

/** Asks the provider's fields for a token. What is wrong with the card is told there. */
async function enterWith({ provider_account }: FramedEntry, frame: ProviderFrame | null) {
  const entered = (await frame?.submit()) ?? { entered: 'silent' as const };
  return entered.entered === 'token' ? { provider_account, token: entered.id } : entered.entered;
}

/** Seals the card, or has the provider's fields give it out, and hands the sale on. */
async function handOn({ store, frame }: CardTaking, { framed, amountMinor, card }: CheckedSale): Promise<void> {
  const { draft, sale } = store.get();
  const held = framed === null ? null : await enterWith(framed, frame);
  if (held === 'refused') {
    store.dispatch({ type: 'not_entered' });
    return focusFieldSoon('number');
  }
  if (held === 'silent') return store.dispatch({ type: 'not_prepared', failure: { kind: 'lost', timedOut: true } });
  const prepared = await prepareSale({ key: sale.key, draft, amountMinor, card, held });
  // Also where it failed: another try must not make them twice.
  store.edit(prepared.learned);
  if (!prepared.ok) return store.dispatch({ type: 'not_prepared', failure: prepared.failure });
  const { request, earlier } = prepared;
  store.dispatch(earlier.length === 0 ? { type: 'prepared', request } : { type: 'duplicates', request, earlier });
}

/** What the button does when a card pays: from the press until the payment is on its way, or the form says what it lacks. */
export async function takeByCard(taking: CardTaking): Promise<void> {
  const { store, onProblems } = taking;
  const checked = checkSale(taking);
  if (checked === null) return;
  focusField('submit');
  onProblems({});
  store.dispatch({ type: 'submit' });
  try {
    await handOn(taking, checked);
  } catch {
    // The browser could not seal the card. Nothing has left the page.
    store.dispatch({ type: 'not_prepared', failure: { kind: 'broken', status: 0 } });
  }
}
