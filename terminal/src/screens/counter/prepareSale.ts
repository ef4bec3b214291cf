import type { CardKey, CardToken, PossibleDuplicate } from '@guichet/contract/terminal.ts';
import type { WireCustomer } from '@guichet/contract/wire/customer.ts';
import { get, postForm, postJson, withQuery } from '../../api/client.ts';
import type { Failure, Outcome } from '../../api/outcome.ts';
import { nowMs } from '../../browser/clock.ts';
import { derivedKey } from './derivedKey.ts';
import { paymentParameters } from './paymentParameters.ts';
import type { SaleRequest } from './sale.ts';
import { type KnownCustomer, type SaleDraft, savedCardOf } from './saleDraft.ts';
import { type CardFields, sealCard } from './sealCard.ts';

/** All that happens before the payment is asked for; nothing of it moves money, so any failure leads back to the form. */
export interface Preparation {
  readonly key: string;
  readonly draft: SaleDraft;
  readonly amountMinor: bigint;
  /** null when a saved card pays, or one that was entered with its provider. */
  readonly card: CardFields | null;
  /** What the provider's own fields gave out. */
  readonly held: { readonly provider_account: string; readonly token: string } | null;
}

export type Prepared =
  | {
      readonly ok: true;
      readonly request: SaleRequest;
      readonly earlier: readonly PossibleDuplicate[];
      readonly learned: Learned;
    }
  | { readonly ok: false; readonly failure: Failure; readonly learned: Learned };

/** What the form knows better now, also where a later step failed: the customer who was new, the sale that its items made. */
type Learned = Pick<Partial<SaleDraft>, 'customer' | 'items'>;

interface Source {
  readonly id: string;
  readonly brand: string;
  readonly last4: string;
}

const sourceOf = ({ id, card: { brand, last4 } }: CardToken): Source => ({ id, brand, last4 });

async function cardSource({ draft, card, held }: Preparation): Promise<Outcome<Source>> {
  const saved = savedCardOf(draft);
  if (saved !== null) return { ok: true, value: saved };
  if (held !== null) {
    const handed = await postJson<CardToken>('/guichet/v1/card_tokens', held);
    return handed.ok ? { ok: true, value: sourceOf(handed.value) } : handed;
  }
  if (card === null) throw new Error('A sale has no card.');
  const key = await get<CardKey>('/guichet/v1/card_key');
  if (!key.ok) return key;
  const token = await postJson<CardToken>('/guichet/v1/card_tokens', { jwe: await sealCard(key.value, card) });
  return token.ok ? { ok: true, value: sourceOf(token.value) } : token;
}

/** The customer of the sale, made when it is a new one: once for one key and the same words. */
export async function customerOf({ draft, key }: Pick<Preparation, 'draft' | 'key'>): Promise<Outcome<KnownCustomer | null>> {
  const { customer } = draft;
  if (customer.kind !== 'new') return { ok: true, value: customer.kind === 'known' ? customer.customer : null };
  const [name, email, phone] = [customer.name.trim(), customer.email.trim(), customer.phone.trim()];
  const parameters = { name: name || undefined, email: email || undefined, phone: phone || undefined };
  const created = await postForm<WireCustomer>('/v1/customers', parameters, {
    idempotencyKey: await derivedKey(key, [name, email, phone]),
  });
  if (!created.ok) return created;
  return {
    ok: true,
    value: { id: created.value.id, name: created.value.name, email: created.value.email, phone: created.value.phone, cards: [] },
  };
}

/** The draft with the sale that its items make, which the payment then names. */
export async function withItsSale(draft: SaleDraft, customer: string | null): Promise<Outcome<SaleDraft>> {
  if (draft.items === undefined) return { ok: true, value: draft };
  const { withSaleOf } = await import('./items/makeSale.ts');
  return withSaleOf(draft, draft.items, customer);
}

/** A browser that cannot seal the card fails as a broken answer does: nothing has left the page. */
const NOT_SEALED: Outcome<never> = { ok: false, failure: { kind: 'broken', status: 0 } };

/** Seals the card, creates the customer when it is a new one, and asks whether the same card has just paid the same amount. */
export async function prepareSale(preparation: Preparation): Promise<Prepared> {
  const { draft, amountMinor } = preparation;
  const [source, customer] = await Promise.all([cardSource(preparation).catch(() => NOT_SEALED), customerOf(preparation)]);
  if (!customer.ok) return { ...customer, learned: {} };
  const isNew = draft.customer.kind === 'new' && customer.value !== null;
  const ofCustomer: Learned = isNew ? { customer: { kind: 'known', customer: customer.value } } : {};
  if (!source.ok) return { ...source, learned: ofCustomer };
  const { id, brand, last4 } = source.value;
  const sold = await withItsSale(draft, customer.value?.id ?? null);
  if (!sold.ok) return { ...sold, learned: ofCustomer };
  const learned: Learned = { ...ofCustomer, ...(sold.value !== draft && { items: sold.value.items }) };
  const asked = withQuery('/guichet/v1/possible_duplicates', { source: id, amount: String(amountMinor), currency: draft.currency });
  const earlier = await get<{ data: readonly PossibleDuplicate[] }>(asked);
  if (!earlier.ok) return { ...earlier, learned };
  const request: SaleRequest = {
    parameters: paymentParameters(sold.value, { source: id, amountMinor, customer: customer.value?.id ?? null }),
    channel: draft.channel,
    amount: Number(amountMinor),
    currency: draft.currency,
    card: { brand, last4 },
    startedMs: nowMs(),
  };
  return { ok: true, request, earlier: earlier.value.data, learned };
}
