import type { CardKey, CardToken, PossibleDuplicate } from '@guichet/contract/terminal.ts';
import type { WireCustomer } from '@guichet/contract/wire/customer.ts';
import { get, postForm, postJson, withQuery } from '../../api/client.ts';
import type { Failure, Outcome } from '../../api/outcome.ts';
import { nowMs } from '../../browser/clock.ts';
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
      readonly created: KnownCustomer | null;
    }
  | { readonly ok: false; readonly failure: Failure };

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

/** The same words give the same key, so that a lost answer doesn't make a second customer; other words give another. */
async function customerKey(key: string, words: readonly string[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(words)));
  return `${key}-${Array.from(new Uint8Array(digest).slice(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

async function customerOf({ draft, key }: Preparation): Promise<Outcome<KnownCustomer | null>> {
  const { customer } = draft;
  if (customer.kind !== 'new') return { ok: true, value: customer.kind === 'known' ? customer.customer : null };
  const [name, email, phone] = [customer.name.trim(), customer.email.trim(), customer.phone.trim()];
  const parameters = { name: name || undefined, email: email || undefined, phone: phone || undefined };
  const created = await postForm<WireCustomer>('/v1/customers', parameters, {
    idempotencyKey: await customerKey(key, [name, email, phone]),
  });
  if (!created.ok) return created;
  return {
    ok: true,
    value: { id: created.value.id, name: created.value.name, email: created.value.email, phone: created.value.phone, cards: [] },
  };
}

/** Seals the card, creates the customer when it is a new one, and asks whether the same card has just paid the same amount. */
export async function prepareSale(preparation: Preparation): Promise<Prepared> {
  const { draft, amountMinor } = preparation;
  const [source, customer] = await Promise.all([cardSource(preparation), customerOf(preparation)]);
  const created = customer.ok && draft.customer.kind === 'new' ? customer.value : null;
  if (!customer.ok) return customer;
  if (!source.ok) return source;
  const { id, brand, last4 } = source.value;
  const asked = withQuery('/guichet/v1/possible_duplicates', { source: id, amount: String(amountMinor), currency: draft.currency });
  const earlier = await get<{ data: readonly PossibleDuplicate[] }>(asked);
  if (!earlier.ok) return earlier;
  const request: SaleRequest = {
    parameters: paymentParameters(draft, { source: id, amountMinor, customer: customer.value?.id ?? null }),
    channel: draft.channel,
    amount: Number(amountMinor),
    currency: draft.currency,
    card: { brand, last4 },
    startedMs: nowMs(),
  };
  return { ok: true, request, earlier: earlier.value.data, created };
}
