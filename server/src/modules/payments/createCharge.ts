import { ApiError } from '@guichet/contract/errors.ts';
import type { MetadataChange } from '@guichet/contract/metadata.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { OnceReply } from '../../platform/once.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { requireCustomer } from '../customers/index.ts';
import { type EnteredMethod, enterMethod, findPaymentMethods } from '../payment_methods/index.ts';
import { confirmIntent } from './confirmIntent.ts';
import { newIntent } from './createPaymentIntent.ts';
import type { IntentInput } from './intentInput.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { insertPaymentIntents } from './paymentIntents.store.ts';
import type { PaymentParts } from './paymentParts.ts';

type Described = 'receipt_email' | 'shipping' | 'statement_descriptor' | 'statement_descriptor_suffix';

/** What `POST /v1/charges` takes, under the wire's names. */
export interface ChargeInput extends Pick<IntentInput, Described> {
  readonly amount: bigint;
  readonly currency: string;
  readonly capture?: boolean | undefined;
  readonly customer?: string | undefined;
  readonly description?: string | null | undefined;
  readonly metadata?: MetadataChange | undefined;
  readonly source?: string | undefined;
}

/** The intent beneath the charge. Of a card's statement the suffix is the charge's to say; where only the whole text is given, that is taken. */
function intentBeneath(parts: PaymentParts, context: RequestContext, input: ChargeInput): PaymentIntent {
  const { capture, source: _source, statement_descriptor: descriptor, statement_descriptor_suffix: suffix, ...rest } = input;
  const intent = newIntent(parts, context, {
    ...rest,
    capture_method: capture === false ? 'manual' : 'automatic_async',
    payment_method_types: ['card'],
    statement_descriptor: descriptor,
    statement_descriptor_suffix: suffix ?? descriptor,
  });
  return { ...intent, direct: true };
}

const noSource = (source: string, ofCustomer: string): ApiError =>
  new ApiError('resource_missing', { param: 'source', message: `No such source: '${source}'${ofCustomer}` });

/** A token, checked and sealed but not spent yet; null where the source is on a customer's file. */
async function enteredToken(parts: PaymentParts, context: RequestContext, input: ChargeInput): Promise<EnteredMethod | null> {
  const { source, customer } = input;
  if (source === undefined) {
    if (customer !== undefined) return null;
    throw new ApiError('parameter_missing', { param: 'source', message: 'Give "source", "customer", or both.' });
  }
  if (!source.startsWith('tok_')) return null;
  if (customer !== undefined) {
    throw new ApiError('parameters_exclusive', {
      param: 'source',
      message: 'A token is charged without a customer, or is put on the customer’s file first and charged by its id there.',
    });
  }
  const entered = await enterMethod(parts, context, { type: 'card', card: { token: source } }, null);
  return 'token' in entered ? { ...entered, param: 'source' } : entered;
}

/** The card on the customer's file that is charged: the one that the request names, or the customer's default. */
async function sourceOnFile(tx: Transaction, tenantId: number, { source, customer: customerId }: ChargeInput): Promise<string> {
  if (customerId === undefined) throw noSource(source ?? '', '. A card on file is charged with its customer.');
  const customer = await requireCustomer(tx, tenantId, customerId);
  const id = source ?? customer.defaultPaymentMethod;
  if (id === null) {
    throw new ApiError('resource_missing', {
      param: 'customer',
      message: 'Cannot charge a customer that has no default card. Give "source", or set "invoice_settings[default_payment_method]".',
    });
  }
  const [method] = await findPaymentMethods(tx, tenantId, [id]);
  if (method === undefined || method.customerId !== customer.id) throw noSource(id, ` on the file of customer '${customer.id}'`);
  if (method.type === 'card') return method.id;
  throw new ApiError('parameter_invalid', {
    param: 'source',
    message: `A ${method.type} is debited by a PaymentIntent, which keeps the mandate. Charges are made of cards.`,
  });
}

/** Charges a card without an intent that the caller would know of, as programs older than intents do. */
export async function createCharge(parts: PaymentParts, context: RequestContext, input: ChargeInput): Promise<OnceReply> {
  const intent = intentBeneath(parts, context, input);
  const entered = await enteredToken(parts, context, input);
  return confirmIntent(
    parts,
    context,
    async (tx) => {
      const given = entered === null ? { id: await sourceOnFile(tx, context.caller.tenantId, input) } : { entered };
      // Nobody would lead the payer anywhere: what the issuer wants to see them for is declined.
      return { intent, offSession: false, given, mandate: {}, payer: { returnUrl: null, refusesAction: true } };
    },
    async (tx, processing) => {
      await insertPaymentIntents(tx, [processing]);
      const details = { amount: String(processing.amount), currency: processing.currency, capture: processing.captureMethod !== 'manual' };
      await parts.recordActivity(tx, activityOrigin(context), { action: 'charge.create', target: processing.id, details });
    },
    [],
  );
}
