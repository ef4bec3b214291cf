/**
 * Ids are a prefix that names the kind, then 24 characters: eight of time and sixteen that are random (the first of them counting up
 * within a millisecond), in an alphabet that sorts as ASCII does. So ids of one kind sort by age, which lists and cursors rely on.
 * They are made by `platform/ids.ts`; here they are only named and recognised.
 */
export const ID_PREFIXES = [
  'acct', // account: a merchant in one mode
  'alog', // line of the activity log
  'appr', // approval
  'att', // attempt to make a provider do something; also the reference that the provider sees
  'authn', // a payer's proof to their issuer
  'ba', // bank account that a place is paid to
  'ch', // charge
  'cnote', // note of staff about a customer
  'cns', // consent to keep a card
  'ctoken', // confirmation token
  'cus', // customer
  'dp', // dispute
  'drw', // count of a drawer
  'evt', // event
  'fcl', // closing of the till
  'field', // field of the place's own, asked for at the counter
  'file', // uploaded file
  'invt', // invitation to work here
  'issfr', // early fraud warning
  'key', // API key (its name, never its secret)
  'mandate', // mandate to debit an account
  'mreq', // request to a payer to allow debits
  'msg', // message in the outbox
  'pacc', // account at a provider
  'par', // payment attempt record
  'pi', // payment intent
  'pm', // payment method
  'po', // payout
  'pr', // payment record
  'price', // what one of a product costs
  'prod', // product
  'pset', // preset of the counter
  're', // refund
  'rec', // word that the recording of a call pauses or goes on
  'req', // request
  'role', // role that a place made for itself
  'sale', // what was sold together
  'setatt', // try to set a card up
  'seti', // setup intent
  'tok', // single-use token of card data
  'txn', // ledger transaction, which is also the wire's balance transaction
  'txr', // tax rate
  'vc', // card in the vault
  'we', // webhook endpoint
  'whd', // delivery of an event to a webhook endpoint: made of the ids of both
] as const;

export type IdPrefix = (typeof ID_PREFIXES)[number];
export type Id<P extends IdPrefix> = `${P}_${string}`;

const BODY = /^[0-9A-Za-z]{1,60}$/;

/** Whether a text has the form of an id of this kind. It says nothing about whether such an object exists. */
export function isId<P extends IdPrefix>(prefix: P, text: string): text is Id<P> {
  return text.startsWith(`${prefix}_`) && BODY.test(text.slice(prefix.length + 1));
}
