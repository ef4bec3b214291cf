import type { Deed } from './deed.ts';

/** The issuer tells that a payment looks like fraud, before anybody has disputed it. */
export const warnOfFraud: Deed = ({ book }, { reference, data }) => {
  const payment = book.authorisations.find(reference);
  if (!payment || payment.merchant_account === null || payment.captured_amount === 0) return undefined;
  return { account: payment.merchant_account, data };
};
