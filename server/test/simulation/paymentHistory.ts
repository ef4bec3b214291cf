import { randomUUID } from 'node:crypto';
import type { WirePaymentIntent } from '@guichet/contract/wire/paymentIntent.ts';
import { expect } from 'vitest';
import { takeCheckpoints } from '../../src/ledger/index.ts';
import { withTransaction } from '../../src/platform/transaction.ts';
import type { BankOperation, Fault } from './bankControl.ts';
import { CARDS, type Card, courseUnder, ModelPayment, type Terms, type Told } from './paymentModel.ts';
import { amountOf, type ChoosingStep, CURRENCIES, type CurrencyCode, type Pay, type Step } from './paymentSteps.ts';
import type { Answer, Form, SimulatedPlace } from './simulatedPlace.ts';

/** A payment as the model and the server have it. */
export interface KnownPayment {
  readonly model: ModelPayment;
  readonly id: string;
  readonly currency: CurrencyCode;
}

interface Sent {
  readonly path: string;
  readonly form: Form;
  readonly key: string;
  readonly answer: Answer;
}

type MoneyAnswer = WirePaymentIntent & { readonly error?: { readonly code: string; readonly payment_intent?: WirePaymentIntent } };

const cardForm = (card: Card): Form => ({
  type: 'card',
  'card[number]': CARDS[card].number,
  'card[exp_month]': '12',
  'card[exp_year]': '2034',
  'card[cvc]': '123',
});

/** `card[number]` becomes `payment_method_data[card][number]`. */
const asMethodData = (card: Card): Form =>
  Object.fromEntries(
    Object.entries(cardForm(card)).map(([name, value]) => [
      `payment_method_data[${name.replace(/^card\[/, 'card][')}${name.endsWith(']') ? '' : ']'}`,
      value,
    ]),
  );

/** What the sandbox charges, in whole minor units with a tie going to the even one, and never more than the amount. */
function feeIn(currency: CurrencyCode): Terms['fee'] {
  return (amount) => {
    const [whole, rest] = [(amount * 140n) / 10_000n, (amount * 140n) % 10_000n];
    const rounded = rest > 5_000n || (rest === 5_000n && whole % 2n === 1n) ? whole + 1n : whole;
    const fee = rounded + CURRENCIES[currency].fixedFee;
    return fee > amount ? amount : fee;
  };
}

/** One tenant's history of payments, carried out on the server and on the model at once. After each step both must say the same. */
export class PaymentHistory {
  readonly payments: KnownPayment[] = [];
  readonly tenantId: number;
  readonly #place: SimulatedPlace;
  readonly #customer: string;
  readonly #onFile: string;
  readonly #sent: Sent[] = [];

  static async begin(place: SimulatedPlace): Promise<PaymentHistory> {
    const tenantId = await place.newTenant();
    const customer = await place.post<{ id: string }>(tenantId, '/v1/customers', { name: 'Ada' });
    const method = await place.post<{ id: string }>(tenantId, '/v1/payment_methods', cardForm('good'));
    await place.post(tenantId, `/v1/payment_methods/${method.body.id}/attach`, { customer: customer.body.id });
    return new PaymentHistory(place, { tenantId, customer: customer.body.id, onFile: method.body.id });
  }

  private constructor(place: SimulatedPlace, known: { tenantId: number; customer: string; onFile: string }) {
    this.#place = place;
    this.tenantId = known.tenantId;
    this.#customer = known.customer;
    this.#onFile = known.onFile;
  }

  /** Carries a step out, and answers the payment that it concerned. */
  async carryOut(step: Step): Promise<KnownPayment | null> {
    if (step.do === 'pay') return this.#pay(step);
    if (step.do === 'resolve') return this.resolve();
    if (step.do === 'pass_day') return this.#passDay();
    if (step.do === 'take_checkpoints') return this.#takeCheckpoints();
    if (step.do === 'repeat') return this.#repeat(step.at);
    const payment = this.#choose(step);
    if (payment === undefined) return null;
    const { model, id } = payment;
    if (step.do === 'change') {
      const amount = amountOf(payment.currency, step.steps);
      await this.#expectTold(await this.#send(`/v1/payment_intents/${id}`, { amount: String(amount) }), model.change(amount));
    }
    if (step.do === 'confirm') await this.#confirm(payment, step.card, step.fault);
    if (step.do === 'cancel') {
      const answer = await this.#under(step.fault, 'void', `/v1/payment_intents/${id}/cancel`, {});
      await this.#expectTold(answer, model.cancel(courseUnder(step.fault), this.#place.now()));
    }
    if (step.do === 'raise') {
      const amount = portion(payment, model.amount, step.percent) ?? model.amount;
      const answer = await this.#under(step.fault, 'increment', `/v1/payment_intents/${id}/increment_authorization`, {
        amount: String(amount),
      });
      await this.#expectTold(answer, model.raise(amount, courseUnder(step.fault), this.#place.now()));
    }
    if (step.do === 'capture') {
      const amount = portion(payment, model.amount, step.percent);
      const form = amount === null ? {} : { amount_to_capture: String(amount) };
      const answer = await this.#under(step.fault, 'capture', `/v1/payment_intents/${id}/capture`, form);
      await this.#expectTold(answer, model.capture(amount ?? model.amount, courseUnder(step.fault), this.#place.now()));
    }
    if (step.do === 'refund') {
      const amount = portion(payment, model.latest?.captured ?? model.amount, step.percent);
      const charge = step.by === 'charge' ? await this.#latestCharge(id) : null;
      const form = { ...(charge === null ? { payment_intent: id } : { charge }), ...(amount === null ? {} : { amount: String(amount) }) };
      const answer = await this.#under(step.fault, 'refund', '/v1/refunds', form);
      await this.#expectTold(answer, model.refund(amount, courseUnder(step.fault), this.#place.now()));
    }
    return payment;
  }

  #choose({ do: wanted, at, fit }: ChoosingStep): KnownPayment | undefined {
    const fitting = fit ? this.payments.filter(({ model }) => model.fits(wanted)) : [];
    const choice = fitting.length > 0 ? fitting : this.payments;
    return choice[at % choice.length];
  }

  /** Brings whatever is in doubt to its end, on both sides. */
  async resolve(): Promise<null> {
    await this.#place.resolveAll();
    for (const { model } of this.payments) model.resolve(this.#place.now());
    return null;
  }

  async #pay({ currency, steps, card: wanted, way, holds, fault }: Pay): Promise<KnownPayment> {
    const card = way === 'on_file' ? 'good' : wanted;
    const amount = amountOf(currency, steps);
    const form: Form = {
      ...{ amount: String(amount), currency, 'payment_method_types[]': 'card' },
      ...(holds ? { capture_method: 'manual', 'payment_method_options[card][request_incremental_authorization]': 'if_available' } : {}),
      ...(way === 'on_file' || way === 'saved' ? { customer: this.#customer } : {}),
      ...(way === 'saved' ? { setup_future_usage: 'off_session' } : {}),
      ...(await this.#method(way, card)),
    };
    const model = new ModelPayment(amount, { currency, holds, fee: feeIn(currency) }, way !== 'made_empty_then_confirmed');
    if (way === 'made_then_confirmed' || way === 'made_empty_then_confirmed') {
      const made = await this.#send('/v1/payment_intents', form);
      await this.#expectTold(made, { status: 200 });
      const payment = this.#know(model, made, currency);
      await this.#confirm(payment, card, fault, way === 'made_then_confirmed');
      return payment;
    }
    const answer = await this.#under(fault, 'authorise', '/v1/payment_intents', { ...form, confirm: 'true' });
    const told = model.confirm(card, courseUnder(fault), this.#place.now());
    await this.#expectTold(answer, told);
    return this.#know(model, answer, currency);
  }

  /** The parameters that bring the card. */
  async #method(way: Pay['way'], card: Card): Promise<Form> {
    if (way === 'made_empty_then_confirmed') return {};
    if (way === 'on_file') return { payment_method: this.#onFile };
    if (way !== 'stored') return asMethodData(card);
    const { body } = await this.#place.post<{ id: string }>(this.tenantId, '/v1/payment_methods', cardForm(card));
    return { payment_method: body.id };
  }

  async #confirm({ model, id }: KnownPayment, card: Card, fault: Fault | null, hasCard = false): Promise<void> {
    const form = hasCard ? {} : asMethodData(card);
    const answer = await this.#under(fault, 'authorise', `/v1/payment_intents/${id}/confirm`, form);
    await this.#expectTold(answer, model.confirm(card, courseUnder(fault), this.#place.now()));
  }

  #know(model: ModelPayment, { body }: Answer<MoneyAnswer>, currency: CurrencyCode): KnownPayment {
    const id = body.error?.payment_intent?.id ?? body.id;
    const payment = { model, id, currency };
    this.payments.push(payment);
    return payment;
  }

  async #latestCharge(id: string): Promise<string | null> {
    return (await this.#place.get<WirePaymentIntent>(this.tenantId, `/v1/payment_intents/${id}`)).latest_charge as string | null;
  }

  #under(fault: Fault | null, operation: BankOperation, path: string, form: Form): Promise<Answer<MoneyAnswer>> {
    return this.#place.bank.under(fault, operation, () => this.#send(path, form));
  }

  async #send(path: string, form: Form): Promise<Answer<MoneyAnswer>> {
    const key = randomUUID();
    const answer = await this.#place.post<MoneyAnswer>(this.tenantId, path, form, key);
    // A refusal of ours leaves nothing behind, not even its key.
    if (answer.status === 200 || answer.status === 402) this.#sent.push({ path, form, key, answer });
    return answer;
  }

  async #expectTold({ status, body }: Answer<MoneyAnswer>, told: Told): Promise<void> {
    expect({ status, ...(body.error && { code: body.error.code }) }).toEqual(told);
  }

  /** A request sent again with its key changes nothing and gets the first answer, whatever has happened since. */
  async #repeat(back: number): Promise<null> {
    const sent = this.#sent.at(-1 - back);
    if (sent === undefined) return null;
    const again = await this.#place.post(this.tenantId, sent.path, sent.form, sent.key);
    expect(again).toEqual({ ...sent.answer, replayed: true });
    return null;
  }

  async #passDay(): Promise<null> {
    this.#place.passDays(1);
    return null;
  }

  async #takeCheckpoints(): Promise<null> {
    await withTransaction(this.#place.database, (tx) => takeCheckpoints(tx, this.tenantId, 0));
    return null;
  }
}

/** A share of an amount in the currency's steps, at least one of them; null asks for all that there is. */
function portion({ currency }: KnownPayment, whole: bigint, percent: number | null): bigint | null {
  if (percent === null) return null;
  const { step } = CURRENCIES[currency];
  const part = (whole * BigInt(percent)) / 100n;
  const stepped = part - (part % step);
  return stepped < step ? step : stepped > 999_999_999_999n ? 999_999_999_999n - (999_999_999_999n % step) : stepped;
}
