import type { EvidenceField } from '@guichet/contract/wire/dispute.ts';

/** What a part of the answer is about; `evidenceTitles.ts` has the words. */
export type EvidenceTopic = 'sale' | 'payer' | 'delivery' | 'service' | 'refunds' | 'duplicate';

export interface EvidenceGroup {
  readonly name: EvidenceTopic;
  readonly fields: readonly EvidenceField[];
}

const GROUPS: readonly EvidenceGroup[] = [
  {
    name: 'sale',
    fields: ['product_description', 'receipt', 'customer_communication', 'uncategorized_text', 'uncategorized_file'],
  },
  {
    name: 'payer',
    fields: ['customer_name', 'customer_email_address', 'billing_address', 'customer_purchase_ip', 'customer_signature'],
  },
  {
    name: 'delivery',
    fields: ['shipping_address', 'shipping_carrier', 'shipping_date', 'shipping_tracking_number', 'shipping_documentation'],
  },
  { name: 'service', fields: ['service_date', 'service_documentation', 'access_activity_log'] },
  {
    name: 'refunds',
    fields: [
      ...(['refund_policy', 'refund_policy_disclosure', 'refund_refusal_explanation'] as const),
      ...(['cancellation_policy', 'cancellation_policy_disclosure', 'cancellation_rebuttal'] as const),
    ],
  },
  {
    name: 'duplicate',
    fields: ['duplicate_charge_id', 'duplicate_charge_explanation', 'duplicate_charge_documentation'],
  },
];

/** What a bank looks at first, by the payer's reason. */
const FIRST: Readonly<Record<string, readonly EvidenceTopic[]>> = {
  credit_not_processed: ['sale', 'refunds'],
  duplicate: ['sale', 'duplicate'],
  fraudulent: ['sale', 'payer', 'delivery'],
  product_not_received: ['sale', 'delivery', 'service'],
  product_unacceptable: ['sale', 'refunds'],
  subscription_canceled: ['sale', 'service', 'refunds'],
};

/** The fields of an answer: the groups that matter for a reason first and open, the others behind them. */
export function groupsFor(reason: string): readonly (EvidenceGroup & { readonly matters: boolean })[] {
  const first = FIRST[reason] ?? ['sale', 'payer'];
  const marked = GROUPS.map((group) => ({ ...group, matters: first.includes(group.name) }));
  return [...marked.filter(({ matters }) => matters), ...marked.filter(({ matters }) => !matters)];
}
