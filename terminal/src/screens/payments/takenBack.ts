import type { DisputeView, PaymentDetail } from '@guichet/contract/terminal.ts';

const TAKES: readonly DisputeView['status'][] = ['needs_response', 'under_review', 'lost'];

/** How much of a payment disputes have taken back and not returned, in minor units. An inquiry takes nothing. */
export const takenBackMinor = ({ disputes }: Pick<PaymentDetail, 'disputes'>): number =>
  disputes.filter(({ status }) => TAKES.includes(status)).reduce((sum, { amount }) => sum + amount, 0);

/** What the place still has of a payment, in minor units. */
export const remainingMinor = (detail: Pick<PaymentDetail, 'disputes' | 'payment'>): number =>
  detail.payment.amount_captured - detail.payment.amount_refunded - takenBackMinor(detail);
