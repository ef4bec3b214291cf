import type { Deed } from './deed.ts';

/** The holder has answered a challenge: the merchant is told, in case the payer never comes back. */
export const tellAuthentication: Deed = ({ book }, { reference }) => {
  const row = book.authentications.findByReference(reference);
  if (row === undefined || row.merchant_account === null) return undefined;
  return { account: row.merchant_account, data: { authentication: row.id, status: row.status } };
};
