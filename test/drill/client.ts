import { setTimeout as sleep } from 'node:timers/promises';
import type { Answered, ApiAccess } from '../../server/test/harness/apiClient.ts';
import type { AnswerLog } from './answerLog.ts';
import { ask } from './ask.ts';
import type { Dice } from './dice.ts';
import type { Visit } from './visit.ts';

/** A request and the first answer to it that was a promise. */
export interface Asked {
  readonly visit: Visit;
  readonly step: 'pay' | 'capture' | 'cancel' | 'refund';
  readonly key: string;
  /** Null while none has come. */
  answer: Pick<Answered, 'status' | 'text' | 'body'> | null;
  /** Before anything was sent, by the machine's clock. */
  readonly begun: Date;
  /** When the answer had come and was written down: by the machine's clock, and by that of `performance.now()`. */
  answered: Date | null;
  answeredAtMs: number | null;
}

export interface ClientParts {
  /** Which server is asked next. */
  readonly api: () => ApiAccess;
  readonly log: AnswerLog;
  readonly dice: Dice;
  /** Marks the keys of this run. */
  readonly run: string;
  readonly temper?: Temper;
}

/** Callers lose their patience after so long, and ask again with the same key after a pause. Each is drawn between both ends. */
export interface Temper {
  readonly patienceMs: { readonly least: number; readonly most: number };
  /** Of the first pause. Each further one may take twice as long as the one before it. */
  readonly pauseMs: { readonly least: number; readonly most: number };
}

const HASTY: Temper = { patienceMs: { least: 2_200, most: 8_000 }, pauseMs: { least: 50, most: 700 } };
const LONGEST_PAUSE_MS = 8_000;
/** The official clients take no notice of who asks for more, and come back as if nothing had been said. */
const LONGEST_HEEDED_MS = 60_000;
/** Before a payment that is on its way is looked at again. */
const LOOK_AGAIN_MS = { least: 200, most: 400 } as const;

/** What promises nothing: busy, overloaded, broken. Everything else is the answer, for good. */
const isPromise = (status: number): boolean => status < 500 && ![401, 408, 409, 429].includes(status);

/** The programs and people that call the server: they write down every answer they get, and repeat what was not answered with the same key. */
export class Client {
  readonly asked: Asked[] = [];
  /** Two answers to one key that differ. */
  readonly contradictions: string[] = [];
  /** Answers that promise nothing, with how often each came. */
  readonly refusals = new Map<string, number>();
  readonly #parts: ClientParts;
  readonly #temper: Temper;
  readonly #visits = new Set<Promise<void>>();
  #hasGivenUp = false;

  constructor(parts: ClientParts) {
    this.#parts = parts;
    this.#temper = parts.temper ?? HASTY;
  }

  /** How many customers are being served. */
  get busy(): number {
    return this.#visits.size;
  }

  /** Lets a customer come; nobody waits for those who came before. */
  receive(visit: Visit): void {
    const served = this.#serve(visit).finally(() => this.#visits.delete(served));
    this.#visits.add(served);
  }

  /** Waits until everybody has been served. After so long they are sent home, and what was not answered stays so. */
  async lastLeaves(limitMs: number): Promise<void> {
    const limit = setTimeout(() => {
      this.#hasGivenUp = true;
    }, limitMs);
    await Promise.all(this.#visits);
    clearTimeout(limit);
  }

  async #serve(visit: Visit): Promise<void> {
    const { amount, card, kind, part } = visit;
    const isHeld = kind === 'hold_captured' || kind === 'hold_canceled';
    const paid = await this.#ask(visit, 'pay', '/v1/payment_intents', {
      ...{ amount: String(amount), currency: 'eur', confirm: 'true', 'payment_method_types[]': 'card' },
      ...{ 'payment_method_data[type]': 'card', 'payment_method_data[card][number]': card },
      ...{ 'payment_method_data[card][exp_month]': '12', 'payment_method_data[card][exp_year]': '2034' },
      ...{ 'payment_method_data[card][cvc]': '123', 'payment_method_options[card][moto]': 'true' },
      ...(isHeld && { capture_method: 'manual' }),
      'metadata[visit]': String(visit.number),
    });
    if (paid?.status !== 200 || kind === 'sale') return;
    const { id } = paid.body;
    const status = await this.#untilKnown(id);
    if (isHeld && status === 'requires_capture') {
      if (kind === 'hold_captured')
        await this.#ask(visit, 'capture', `/v1/payment_intents/${id}/capture`, { amount_to_capture: String(part) });
      else await this.#ask(visit, 'cancel', `/v1/payment_intents/${id}/cancel`, {});
    }
    if (kind === 'sale_refunded' && status === 'succeeded')
      await this.#ask(visit, 'refund', '/v1/refunds', { payment_intent: id, amount: String(part) });
  }

  async #ask(visit: Visit, step: Asked['step'], path: string, form: Readonly<Record<string, string>>): Promise<Asked['answer']> {
    const { dice, run } = this.#parts;
    const nothingYet = { answer: null, answered: null, answeredAtMs: null };
    const asked: Asked = { visit, step, key: `${run}-${visit.number}-${step}`, begun: new Date(), ...nothingYet };
    this.asked.push(asked);
    const patienceMs = dice.between(this.#temper.patienceMs.least, this.#temper.patienceMs.most);
    const send = () => this.#untilPromised(asked, path, form, patienceMs);
    await Promise.all(visit.habit === 'twice_at_once' ? [send(), send()] : [send()]);
    if (visit.habit === 'again_later' && asked.answer !== null) {
      await sleep(dice.between(100, 3_000));
      await send();
    }
    return asked.answer;
  }

  async #untilPromised(asked: Asked, path: string, form: Readonly<Record<string, string>>, patienceMs: number): Promise<void> {
    for (let tries = 1; !this.#hasGivenUp; tries += 1) {
      const answer = await ask(this.#parts.api(), { path, form, key: asked.key, patienceMs });
      await this.#parts.log.note({
        at: new Date().toISOString(),
        key: asked.key,
        path,
        status: answer?.status ?? null,
        text: answer?.text,
      });
      if (answer !== null && isPromise(answer.status)) return this.#hear(asked, answer);
      const why = answer === null ? 'no answer' : `${answer.status} ${answer.body.error?.code}`;
      this.refusals.set(why, (this.refusals.get(why) ?? 0) + 1);
      await sleep(this.#pauseMs(answer, tries, this.#temper.pauseMs));
    }
  }

  /** As the official clients do: longer from try to try, at chance, and no sooner than the server has asked for, if that is within a minute. */
  #pauseMs(answer: Answered | null, tries: number, { least, most }: Temper['pauseMs']): number {
    const askedForMs = 1000 * Number(answer?.headers.get('retry-after') ?? 0);
    const longest = Math.max(most, Math.min(LONGEST_PAUSE_MS, most * 2 ** (tries - 1)));
    return (askedForMs > LONGEST_HEEDED_MS ? 0 : askedForMs) + this.#parts.dice.between(least, longest);
  }

  #hear(asked: Asked, { status, text, body }: Answered): void {
    if (asked.answer === null) {
      asked.answer = { status, text, body };
      asked.answered = new Date();
      asked.answeredAtMs = performance.now();
    } else if (asked.answer.text !== text || asked.answer.status !== status)
      this.contradictions.push(`${asked.key} was answered ${asked.answer.status} ${asked.answer.text}, and then ${status} ${text}`);
  }

  /** Looks at a payment until it is not on its way any more. */
  async #untilKnown(id: string): Promise<string | undefined> {
    for (let looks = 1; !this.#hasGivenUp; looks += 1) {
      const read = await ask(this.#parts.api(), {
        path: `/v1/payment_intents/${id}`,
        form: null,
        patienceMs: this.#temper.patienceMs.most,
      });
      if (read?.status === 200 && read.body.status !== 'processing') return read.body.status;
      await sleep(this.#pauseMs(read, looks, LOOK_AGAIN_MS));
    }
    return undefined;
  }
}
