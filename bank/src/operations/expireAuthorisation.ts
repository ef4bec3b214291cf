import type { Deed } from './deed.ts';

/** A hold that nobody took, voided or reversed in time ends. Its merchant is told; the book shows it by `expires_at` alone. */
export const expireAuthorisation: Deed = ({ book }, { reference, dueAt }) => {
  const hold = book.authorisations.find(reference);
  if (!hold || hold.merchant_account === null || hold.captured_amount > 0) return undefined;
  if (hold.voided_at !== null || hold.reversed_at !== null) return undefined;
  // A hold may have been prolonged since.
  if (hold.expires_at === null || hold.expires_at > dueAt) return undefined;
  return { account: hold.merchant_account, data: {} };
};
