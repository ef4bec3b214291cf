import { systemClock } from '../../server/src/platform/clock.ts';
import { idMaker } from '../../server/src/platform/ids.ts';
import { systemRandom } from '../../server/src/platform/random.ts';
import { type ApiAccess, getFrom, postTo } from '../../server/test/harness/apiClient.ts';
import type { Span } from './ownIds.ts';
import type { Varied } from './unitTemplate.ts';

// What is really done on a place, so that there is something to make others like: a few customers with a card on file, and payments of every kind.

export interface OriginalCustomer {
  readonly span: Span;
  readonly id: string;
  readonly method: string;
  readonly first: string;
  readonly last: string;
  readonly last4: string;
}

export interface OriginalPayment {
  readonly span: Span;
  readonly customer: OriginalCustomer;
  readonly varied: readonly Varied[];
  /** Of so many copies in a thousand this is the original. */
  readonly weight: number;
}

type Wire = Record<string, never> & { readonly id: string };
type Form = Readonly<Record<string, string>>;

/** Stands in originals where each copy has a number of its own. */
export const ORDER = '7310594';
const makeId = idMaker(systemClock, systemRandom);
/** A key that is told from other texts as ids are. */
const newKey = (): string => makeId('req').replace('req_', 'order_');

async function post(api: ApiAccess, path: string, form: Form, wanted: readonly number[] = [200]): Promise<Wire> {
  const { status, text } = await postTo(api, path, form, newKey());
  if (!wanted.includes(status)) throw new Error(`${path} answered ${status}: ${text}`);
  return JSON.parse(text) as Wire;
}

/** Something done alone: ids of this span belong to it, and to nothing else of the same kind. */
async function inSpan<T>(body: () => Promise<T>): Promise<{ span: Span; result: T }> {
  await new Promise((resolve) => setTimeout(resolve, 2));
  const fromMs = Date.now();
  const result = await body();
  const span = { fromMs, untilMs: Date.now() };
  return { span, result };
}

const GOOD_CARD = '4242424242424242';
const DECLINING_CARD = '4000000000000341';

function makeCustomer(api: ApiAccess, first: string, last: string, number = GOOD_CARD): Promise<OriginalCustomer> {
  const made = inSpan(async () => {
    const email = `${first}.${last}.${ORDER}@example.com`.toLowerCase();
    const customer = await post(api, '/v1/customers', { name: `${first} ${last}`, email, 'metadata[club]': ORDER });
    const card = { 'card[number]': number, 'card[exp_month]': '12', 'card[exp_year]': '2034', 'card[cvc]': '123' };
    const method = await post(api, '/v1/payment_methods', { type: 'card', ...card });
    await post(api, `/v1/payment_methods/${method.id}/attach`, { customer: customer.id });
    return { id: customer.id, method: method.id };
  });
  return made.then(({ span, result }) => ({ span, ...result, first, last, last4: number.slice(-4) }));
}

interface Kind {
  readonly weight: number;
  readonly amounts: readonly number[];
  readonly declines?: true;
  readonly form?: Form;
  /** What is done after the payment. */
  readonly after?: (api: ApiAccess, intent: string, amount: number) => Promise<unknown>;
}

const SMALL = [290, 450, 890, 1290, 1450, 1900, 2390, 2990];
const LARGE = [3490, 3900, 4990, 5900, 7490, 8900, 11900, 14900, 24900, 89900];
const ORDERED = { description: `Order ${ORDER}`, 'metadata[order]': ORDER };

/** Kinds of payments, as often as a shop meets them. */
const KINDS: readonly Kind[] = [
  { weight: 500, amounts: [...SMALL, ...LARGE], form: ORDERED },
  { weight: 200, amounts: SMALL },
  { weight: 120, amounts: LARGE, form: { ...ORDERED, 'metadata[shop]': 'lyon' } },
  { weight: 60, amounts: [990, 1990, 4990], form: { currency: 'usd', ...ORDERED } },
  { weight: 50, amounts: [2990, 8900, 890], form: ORDERED, declines: true },
  {
    ...{ weight: 40, amounts: [2390, 5900], form: ORDERED },
    after: (api, payment_intent) => post(api, '/v1/refunds', { payment_intent }),
  },
  {
    ...{ weight: 10, amounts: [8900, 14900], form: ORDERED },
    after: (api, payment_intent) => post(api, '/v1/refunds', { payment_intent, amount: '1500', reason: 'requested_by_customer' }),
  },
  {
    ...{ weight: 10, amounts: [3490, 11900], form: { ...ORDERED, capture_method: 'manual' } },
    after: (api, intent) => post(api, `/v1/payment_intents/${intent}/capture`, {}),
  },
  {
    ...{ weight: 10, amounts: [3490], form: { ...ORDERED, confirm: 'false', off_session: '' } },
    after: (api, intent) => post(api, `/v1/payment_intents/${intent}/cancel`, { cancellation_reason: 'abandoned' }),
  },
];

async function makePayment(api: ApiAccess, kind: Kind, amount: number, customer: OriginalCustomer): Promise<Span> {
  const { span } = await inSpan(async () => {
    const common = { amount: String(amount), currency: 'eur', confirm: 'true', off_session: 'true', ...kind.form };
    const form = Object.fromEntries(
      Object.entries({ ...common, customer: customer.id, payment_method: customer.method }).filter(([, v]) => v !== ''),
    );
    const answer = await post(api, '/v1/payment_intents', form, kind.declines ? [402] : [200]);
    await kind.after?.(api, answer.id, amount);
  });
  return span;
}

interface ChargeList {
  readonly data: readonly { readonly payment_method_details: { readonly card: Readonly<Record<string, string | null>> } | null }[];
}

/** Codes that the bank gave, which are another for each payment. */
async function bankCodes(api: ApiAccess): Promise<Varied[]> {
  const { text } = await getFrom(api, '/v1/charges?limit=1');
  const card = (JSON.parse(text) as ChargeList).data[0]?.payment_method_details?.card ?? {};
  const varied = [
    { text: card.authorization_code, random: 'capitals' },
    { text: card.network_transaction_id, random: 'digits' },
  ] as const;
  return varied.flatMap(({ text: code, random }) => (code ? [{ text: code, random }] : []));
}

export interface Originals {
  /** The first is the original of all others. */
  readonly customers: readonly OriginalCustomer[];
  readonly payments: readonly OriginalPayment[];
}

/** Makes one of everything. Nothing else may happen on the place meanwhile. */
export async function makeOriginals(api: ApiAccess): Promise<Originals> {
  const customer = await makeCustomer(api, 'Camille', 'Martin');
  const declining = await makeCustomer(api, 'Georges', 'Durand', DECLINING_CARD);
  const payments: OriginalPayment[] = [];
  for (const kind of KINDS) {
    for (const amount of kind.amounts) {
      const payer = kind.declines ? declining : customer;
      const span = await makePayment(api, kind, amount, payer);
      payments.push({ span, customer: payer, varied: await bankCodes(api), weight: kind.weight / kind.amounts.length });
    }
  }
  return { customers: [customer, declining], payments };
}
