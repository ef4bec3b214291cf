import type Stripe from 'stripe';

interface Intent {
  readonly id: string;
  readonly status?: string | null;
}

/** How a test brings an intent into each state of a table of `docs/api/states.md`, and does each operation of its columns. */
export interface IntentMachine {
  /** Each state by the words of its row. */
  readonly states: Readonly<Record<string, () => Promise<Intent>>>;
  /** Each operation by the title of its column; it answers what it acted on, as it is afterwards. */
  readonly operations: Readonly<Record<string, (id: string) => Promise<{ readonly status?: string | null }>>>;
  retrieve(id: string): Promise<Intent>;
  /** The code of the refusal where a table has `-`. */
  readonly refusal: string;
  /** The intent that a refusal carries, so that a client sees its state. */
  intentIn(error: Stripe.errors.StripeError): unknown;
}
