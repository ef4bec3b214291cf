import type { SentMandateRequestView } from '@guichet/contract/mandateRequestViews.ts';
import type { Language, MandateTextView } from '@guichet/contract/terminal.ts';
import type { WirePaymentIntent } from '@guichet/contract/wire/paymentIntent.ts';
import { postForm, postJson } from '../../../api/client.ts';
import { orThrow } from '../../../api/outcome.ts';
import { derivedKey } from '../derivedKey.ts';
import { customerOf, withItsSale } from '../prepareSale.ts';
import type { KnownCustomer, SaleDraft } from '../saleDraft.ts';
import { saleMetadata } from '../saleExtras.ts';
import type { DebitDraft, DebitScheme } from './debitDraft.ts';

/** What a debit needs, whichever account it is of. */
interface DebitToTake {
  /** Each of the steps has a key made of this one, so that pressing again after a lost answer repeats nothing. */
  readonly key: string;
  readonly scheme: DebitScheme;
  readonly sale: SaleDraft;
  /** Told what the form knows better on the way. */
  readonly learn: (known: Partial<SaleDraft>) => void;
  readonly amountMinor: bigint;
}

export interface TypedDebit extends DebitToTake {
  readonly debit: DebitDraft;
  /** The words that the payer agreed to. */
  readonly text: MandateTextView;
}

export interface SavedDebit extends DebitToTake {
  /** The payment method that holds the account. */
  readonly method: string;
}

/** An account that is typed, without what is to be debited of it. */
type AccountToKeep = Omit<TypedDebit, 'amountMinor' | 'text'>;

export interface MailedDebit extends AccountToKeep {
  /** In which the payer is asked. */
  readonly language: Language;
}

export interface DebitTaken {
  readonly paymentIntent: string;
}

function methodParameters({ scheme, debit }: Pick<AccountToKeep, 'scheme' | 'debit'>) {
  const email = debit.email.trim();
  const billing_details = { name: debit.holder.trim(), ...(email !== '' && { email }) };
  if (scheme === 'sepa_debit') return { type: scheme, sepa_debit: { iban: debit.iban.replace(/\s/g, '') }, billing_details };
  const us_bank_account = {
    routing_number: debit.routing.trim(),
    account_number: debit.account.trim(),
    account_holder_type: debit.holderType,
    account_type: debit.accountType,
  };
  return { type: scheme, us_bank_account, billing_details };
}

/** Makes the customer where it is a new one, and tells the form at once: also where a later step is refused, another try must not make them twice. */
async function knownCustomerOf({ key, sale, learn }: Pick<AccountToKeep, 'key' | 'sale' | 'learn'>): Promise<KnownCustomer | null> {
  const customer = orThrow(await customerOf({ draft: sale, key }));
  if (sale.customer.kind === 'new' && customer !== null) learn({ customer: { kind: 'known', customer } });
  return customer;
}

/** The typed account in the vault: once for one key, the same words and the same customer. */
async function methodOf(taking: AccountToKeep, customer: KnownCustomer | null): Promise<string> {
  const parameters = methodParameters(taking);
  const idempotencyKey = await derivedKey(`${taking.key}-account`, [JSON.stringify(parameters), customer?.id ?? '']);
  return orThrow(await postForm<{ id: string }>('/v1/payment_methods', parameters, { idempotencyKey })).id;
}

interface Debit {
  readonly method: string;
  /** Left out where the account has one for all debits to come. */
  readonly mandate?: string;
  readonly customer: string | undefined;
}

async function debited({ key, scheme, sale, learn, amountMinor }: DebitToTake, { method, mandate, customer }: Debit): Promise<DebitTaken> {
  const sold = orThrow(await withItsSale(sale, customer ?? null));
  if (sold !== sale) learn({ items: sold.items });
  const parameters = {
    amount: String(amountMinor),
    currency: sale.currency,
    confirm: true,
    payment_method_types: [scheme],
    payment_method: method,
    mandate,
    customer,
    metadata: saleMetadata(sold),
    description: sale.reference.trim() === '' ? undefined : sale.reference.trim(),
  };
  const intent = orThrow(
    await postForm<WirePaymentIntent>('/v1/payment_intents', parameters, {
      idempotencyKey: key,
      headers: { 'Guichet-Channel': sale.channel },
    }),
  );
  return { paymentIntent: intent.id };
}

/** Puts the account into the vault, notes what the payer agreed to, and asks for the debit. Throws the failure of whichever step fails. */
export async function takeDebit(taking: TypedDebit): Promise<DebitTaken> {
  const { key, amountMinor, debit, text } = taking;
  const customer = await knownCustomerOf(taking);
  const method = await methodOf(taking, customer);
  const mandate = orThrow(
    await postJson<{ id: string }>(
      '/guichet/v1/mandates',
      {
        payment_method: method,
        given: debit.given,
        language: text.language,
        text_version: text.version,
        amount: Number(amountMinor),
        ...(debit.evidence.trim() !== '' && { evidence: debit.evidence.trim() }),
      },
      { idempotencyKey: `${key}-mandate` },
    ),
  ).id;
  return debited(taking, { method, mandate, customer: customer?.id });
}

/** Debits an account on the customer's file, for which the payer has agreed to all debits to come. */
export async function takeSavedDebit(taking: SavedDebit): Promise<DebitTaken> {
  const customer = orThrow(await customerOf({ draft: taking.sale, key: taking.key }));
  return debited(taking, { method: taking.method, customer: customer?.id });
}

export interface MandateAsked {
  readonly sent: SentMandateRequestView;
  readonly customer: KnownCustomer;
}

/** Keeps the account with the customer and mails the payer a link by which they allow its debits. Nothing is debited. */
export async function askByMail(taking: MailedDebit): Promise<MandateAsked> {
  const { debit, language } = taking;
  const customer = await knownCustomerOf(taking);
  if (customer === null) throw new Error('An account is kept with nobody.');
  const method = await methodOf(taking, customer);
  // The account has a key of its own for each customer, so that this one is always the same request.
  const attached = await postForm(
    `/v1/payment_methods/${method}/attach`,
    { customer: customer.id },
    { idempotencyKey: `${method}-attach` },
  );
  orThrow(attached);
  const request = { payment_method: method, email: debit.email.trim(), language };
  return { sent: orThrow(await postJson<SentMandateRequestView>('/guichet/v1/mandate_requests', request)), customer };
}
