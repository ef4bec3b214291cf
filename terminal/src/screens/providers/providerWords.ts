import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Stripe's own address: an account of the connector that speaks its wire is either there or at another Guichet. */
export const STRIPE_URL = 'https://api.stripe.com';

/** Who stands behind an account; the name of the connector where this page has no words for it yet. */
export function kindOf({
  connector,
  base_url,
}: {
  readonly connector: string;
  readonly base_url: string | null;
}): MessageDescriptor | string {
  if (connector === 'sandbox') return msg`Sandbox bank`;
  if (connector !== 'stripe') return connector;
  return base_url === STRIPE_URL ? 'Stripe' : msg`Another Guichet`;
}

const METHODS: Readonly<Record<string, MessageDescriptor>> = {
  card: msg`Cards`,
  sepa_debit: msg`SEPA direct debits`,
  us_bank_account: msg`ACH debits`,
};

export const methodWords = (method: string): MessageDescriptor | string => METHODS[method] ?? method;
