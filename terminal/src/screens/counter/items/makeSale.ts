import type { SaleView } from '@guichet/contract/saleViews.ts';
import { get, postJson } from '../../../api/client.ts';
import type { Outcome } from '../../../api/outcome.ts';
import { derivedKey } from '../derivedKey.ts';
import type { SaleDraft } from '../saleDraft.ts';
import { type ItemsDraft, type MadeSale, reckonItems } from './itemsDraft.ts';

/**
 * Ends what was made of the items before they were changed: nobody pays it any more. If it cannot be ended, or money has come for it or is on its
 * way, as by a debit whose answer was lost, it stays open among the sales.
 */
export async function endFormer({ id }: MadeSale): Promise<void> {
  const path = `/guichet/v1/sales/${encodeURIComponent(id)}`;
  const sale = await get<SaleView>(path);
  if (!sale.ok || sale.value.paid > 0 || sale.value.under_way > 0) return;
  await postJson(`${path}/cancel`, {}, { idempotencyKey: `${id}-replaced` });
}

/**
 * The draft with the sale that its items make. The same items make it once: also after a lost answer, a reload or a decline, and whatever
 * the next try is paid with.
 */
export async function withSaleOf(draft: SaleDraft, items: ItemsDraft, customer: string | null): Promise<Outcome<SaleDraft>> {
  const reckoned = reckonItems(items, draft.currency);
  if (!reckoned.ok) throw new Error('Items that come to nothing were to be sold.');
  const description = draft.reference.trim();
  const request = { ...reckoned.request, ...(customer !== null && { customer }), ...(description !== '' && { description }) };
  const content = JSON.stringify(request);
  const former = items.made;
  if (former?.content === content) return { ok: true, value: draft };
  const made = await postJson<SaleView>('/guichet/v1/sales', request, {
    idempotencyKey: await derivedKey(items.key, [content, former?.id ?? '']),
    headers: { 'Guichet-Channel': draft.channel },
  });
  if (!made.ok) return made;
  if (former !== undefined) void endFormer(former);
  return { ok: true, value: { ...draft, items: { ...items, made: { id: made.value.id, content } } } };
}
