import type { SessionView, StaffChannel } from '@guichet/contract/terminal.ts';
import type { APIResponse } from 'playwright-core';
import type { Place } from './place.ts';
import type { Visit } from './visit.ts';

/** Asks the server what the pages ask it, with the session of a visit: what a test needs before it begins. */
export class StaffRequests {
  readonly #visit: Visit;
  readonly #scope: Record<string, string>;
  readonly session: SessionView;

  private constructor(visit: Visit, origin: string, session: SessionView) {
    this.#visit = visit;
    this.session = session;
    this.#scope = { origin, 'guichet-account': session.account.id, 'guichet-mode': 'test' };
  }

  static async of(place: Place, visit: Visit): Promise<StaffRequests> {
    const answer = await visit.context.request.get('/guichet/v1/session');
    return new StaffRequests(visit, place.server.base, (await answer.json()) as SessionView);
  }

  async get<T>(path: string): Promise<T> {
    return read<T>(await this.#visit.context.request.get(path, { headers: this.#scope }));
  }

  /** To `/v1`, as a form. */
  async postForm<T = { id: string }>(path: string, form: Record<string, string>, channel: StaffChannel = 'phone'): Promise<T> {
    return read<T>(await this.#visit.context.request.post(path, { form, headers: { ...this.#scope, 'guichet-channel': channel } }));
  }

  /** To `/guichet/v1`, as JSON. */
  async postJson<T = { id: string }>(path: string, data: object): Promise<T> {
    return read<T>(await this.#visit.context.request.post(path, { data, headers: this.#scope }));
  }
}

/** A decline is an answer too: 402 tells of a payment that was made and refused. */
async function read<T>(answer: APIResponse): Promise<T> {
  if (!answer.ok() && answer.status() !== 402) throw new Error(`${answer.url()} answered ${answer.status()}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
