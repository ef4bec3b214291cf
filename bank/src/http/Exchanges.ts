import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FaultyOperation } from '../api.ts';
import type { FaultRows } from '../book/FaultRows.ts';
import { Refusal } from '../operations/Refusal.ts';
import { faultPlans, withoutFault } from './faultPlans.ts';
import { Waits } from './Waits.ts';

interface Exchange {
  operation: FaultyOperation;
  /** The card that the request concerns, as far as faults choose by it. */
  last4: string | null;
  work(): object;
}

interface Answer {
  status: number;
  body: object;
}

const brokenAnswer: Answer = new500('The sandbox bank was told to fail here.');

function new500(message: string): Answer {
  return { status: 500, body: new Refusal(500, 'internal_error', message).toAnswer() };
}

/** Answers requests, each with the fault that waits for it, if any. Work that has begun is done even when its caller is gone. */
export class Exchanges {
  readonly waits = new Waits();
  readonly #faults: FaultRows;
  readonly #inFlight = new Set<Promise<unknown>>();

  constructor(faults: FaultRows) {
    this.#faults = faults;
  }

  async serve(request: FastifyRequest, reply: FastifyReply, exchange: Exchange): Promise<FastifyReply> {
    const served = this.#serve(request, reply, exchange);
    this.#inFlight.add(served);
    try {
      return await served;
    } finally {
      this.#inFlight.delete(served);
    }
  }

  /** Lets every delayed request do its work now, and drops those that are only held. */
  async end(): Promise<void> {
    this.waits.end();
    await Promise.allSettled(this.#inFlight);
  }

  async #serve(request: FastifyRequest, reply: FastifyReply, { operation, last4, work }: Exchange): Promise<FastifyReply> {
    const fault = this.#faults.take(operation, last4);
    const plan = fault ? faultPlans[fault.kind] : withoutFault;
    if (fault && plan.waits === 'before_work') await this.waits.delay(fault.delay_ms);
    const answer = plan.works ? answerOf(work) : brokenAnswer;
    if (fault && plan.waits === 'after_work') await this.waits.delay(fault.delay_ms);

    if (plan.ends === 'answer') return reply.code(answer.status).send(answer.body);
    if (plan.ends === 'error_500') return reply.code(500).send(brokenAnswer.body);
    const { socket } = request.raw;
    reply.hijack();
    if (plan.ends === 'answer_twice') socket.end(rawResponse(answer).repeat(2));
    else if (plan.ends === 'cut') socket.destroy();
    else this.waits.hold(socket);
    return reply;
  }
}

function answerOf(work: () => object): Answer {
  try {
    return { status: 200, body: work() };
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: error.toAnswer() };
    throw error;
  }
}

/** A whole HTTP/1.1 response. It keeps the connection alive, so that a careless caller would take the second for its next answer. */
function rawResponse({ status, body }: Answer): string {
  const json = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(json)}`,
    'connection: keep-alive',
  ];
  return `${head.join('\r\n')}\r\n\r\n${json}`;
}
