import type { Deed } from './deed.ts';

/** Whom a notice is for; a merchant without an account is told nothing, yet the debit goes on. */
const told = (account: string | null, data: Record<string, unknown>) => (account === null ? undefined : { account, data });

/** The payer's bank has paid. */
export const settleDebit: Deed = ({ book }, { reference, dueAt }) => {
  const debit = book.debits.find(reference);
  if (debit?.state !== 'pending') return undefined;
  book.debits.settle(reference, dueAt);
  return told(debit.merchant_account, {});
};

/** The payer's bank refuses, before it has paid anything. */
export const failDebit: Deed = ({ book }, { reference, data }) => {
  const debit = book.debits.find(reference);
  if (debit?.state !== 'pending') return undefined;
  book.debits.move(reference, 'failed', String(data.code));
  return told(debit.merchant_account, { code: data.code });
};

/** The payer's bank takes back what it had paid: the payer objects, or the account was not good after all. */
export const returnDebit: Deed = ({ book }, { reference, data }) => {
  const debit = book.debits.find(reference);
  if (debit?.state !== 'settled') return undefined;
  book.debits.move(reference, 'returned', String(data.code));
  return told(debit.merchant_account, { code: data.code });
};
