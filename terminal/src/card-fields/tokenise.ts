import { formBody } from '../api/formBody.ts';
import { failureOf, type Outcome } from '../api/outcome.ts';
import type { CardFields } from '../screens/counter/sealCard.ts';

export interface EnteredCard {
  readonly card: CardFields;
  readonly postalCode: string | null;
}

const ANSWER_WITHIN_MS = 20_000;

/** Sends the card to the server that this page is from, and answers the name that it gives it. Nobody signs in here, and no cookie is sent. */
export async function tokenise(publishableKey: string, { card, postalCode }: EnteredCard): Promise<Outcome<string>> {
  const deadline = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const response = await fetch('/v1/payment_methods', {
      method: 'POST',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: deadline,
      headers: { authorization: `Bearer ${publishableKey}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: formBody({
        type: 'card',
        card: { ...card },
        billing_details: postalCode === null ? undefined : { address: { postal_code: postalCode } },
      }),
    });
    const body: unknown = await response.json();
    const id = (body as { readonly id?: unknown }).id;
    if (response.ok && typeof id === 'string') return { ok: true, value: id };
    return { ok: false, failure: response.ok ? { kind: 'broken', status: response.status } : failureOf(response.status, body) };
  } catch {
    return { ok: false, failure: { kind: 'lost', timedOut: deadline.aborted } };
  }
}
