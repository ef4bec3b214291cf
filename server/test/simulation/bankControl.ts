/** What a simulation makes the bank do to the next request about an operation, and to the questions that follow it. */
export interface Fault {
  readonly kind:
    | 'slow_answer'
    | 'duplicate_answer'
    | 'cut_before'
    | 'cut_after'
    | 'error_500_before'
    | 'error_500_after'
    | 'no_answer_before'
    | 'no_answer_after';
  /** What goes wrong while the server asks what became of it: nothing, the question, the reversal before or after it was done. */
  readonly followedBy: 'nothing' | 'lookup_fails' | 'reversal_fails' | 'reversal_is_done_unheard';
}

export type BankOperation = 'authorise' | 'increment' | 'capture' | 'void' | 'refund';

const FOLLOWING: Readonly<Record<Exclude<Fault['followedBy'], 'nothing'>, object>> = {
  lookup_fails: { kind: 'error_500_before', operation: 'lookup' },
  reversal_fails: { kind: 'cut_before', operation: 'reverse' },
  reversal_is_done_unheard: { kind: 'cut_after', operation: 'reverse' },
};

const SLOW_MS = 20;

/** The side door of the sandbox bank: faults on demand, and its own sums. */
export class BankControl {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #renewConnections: () => Promise<void>;

  constructor({ url, token }: { readonly url: string; readonly token: string }, renewConnections: () => Promise<void>) {
    this.#url = url;
    this.#headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    this.#renewConnections = renewConnections;
  }

  /** Lets `body` happen under a fault, and takes what is left of it away afterwards. */
  async under<T>(fault: Fault | null, operation: BankOperation, body: () => Promise<T>): Promise<T> {
    if (fault === null) return body();
    await this.#control('POST', { kind: fault.kind, operation, ...(fault.kind === 'slow_answer' && { delay_ms: SLOW_MS }) });
    if (fault.followedBy !== 'nothing') await this.#control('POST', FOLLOWING[fault.followedBy]);
    const result = await body();
    await this.#control('DELETE');
    if (fault.kind === 'duplicate_answer') await this.#renewConnections();
    return result;
  }

  /** What the bank holds for us: captured less refunded, per currency. */
  async owed(): Promise<Map<string, bigint>> {
    const response = await fetch(`${this.#url}/v1/book/summary`, { headers: this.#headers });
    const { currencies } = (await response.json()) as { currencies: Record<string, { captured: number; refunded: number }> };
    return new Map(Object.entries(currencies).map(([currency, { captured, refunded }]) => [currency, BigInt(captured - refunded)]));
  }

  async #control(method: 'POST' | 'DELETE', body?: object): Promise<void> {
    const { 'content-type': _type, ...bare } = this.#headers;
    const response = await fetch(`${this.#url}/control/faults`, {
      method,
      ...(body === undefined ? { headers: bare } : { headers: this.#headers, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The bank refused a fault: ${await response.text()}`);
  }
}
