import type { Logger } from '../../platform/log.ts';
import { type DeliveryParts, deliverEvent } from './deliverEvent.ts';
import { takeDeliveries } from './deliveries.store.ts';
import type { Delivery } from './delivery.ts';
import { endpointsWithWork, type LiveEndpoint } from './webhookEndpoints.store.ts';

export interface DispatcherParts extends DeliveryParts {
  readonly log: Logger;
  /** Tests end the process here: the event is committed, and nobody has been told. */
  readonly beforeDelivery: () => Promise<void>;
}

/** Longer than a try can take, so that two servers do not send the same at once. */
const LEASE_MS = 30_000;
/** How many requests to one endpoint are under way at a time. One that is slow fills its own places and no others. */
const PLACES = 8;
const STOP_PATIENCE_MS = 3_000;

/**
 * Sends what is due, to each endpoint by itself. Events wait in the database from the transaction that made them true, so there is nothing to
 * lose here: a server that dies leaves a lease that ends. Several servers may do this side by side.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #breakOff = new AbortController();
  #isStopping = false;
  /** By endpoint: how many requests are under way. */
  readonly #busy = new Map<string, number>();
  readonly #underWay = new Set<Promise<void>>();

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
  }

  /** Takes what is due, as far as there are free places, and begins to send it; does not wait for the answers. */
  async dispatch(): Promise<void> {
    const endpoints = await endpointsWithWork(this.#parts.database, this.#parts.clock.now());
    await Promise.all(endpoints.map((endpoint) => this.#fill(endpoint)));
  }

  /** Takes nothing any more, and breaks off what has not ended within a moment; that is sent again by whoever comes next. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const patience = setTimeout(() => this.#breakOff.abort(), STOP_PATIENCE_MS);
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    clearTimeout(patience);
  }

  async #fill(endpoint: LiveEndpoint): Promise<void> {
    const free = PLACES - (this.#busy.get(endpoint.id) ?? 0);
    if (free <= 0 || this.#isStopping) return;
    // Held before the query, as a second round may come while it runs.
    this.#hold(endpoint, free);
    const now = this.#parts.clock.now();
    const leasedUntil = new Date(now.getTime() + LEASE_MS);
    const taken = await takeDeliveries(this.#parts.database, endpoint, { now, leasedUntil, most: free }).catch((error: unknown) => {
      this.#hold(endpoint, -free);
      throw error;
    });
    this.#hold(endpoint, taken.length - free);
    for (const delivery of taken) this.#begin(endpoint, delivery);
  }

  #hold({ id }: LiveEndpoint, places: number): void {
    const busy = (this.#busy.get(id) ?? 0) + places;
    if (busy === 0) this.#busy.delete(id);
    else this.#busy.set(id, busy);
  }

  #begin(endpoint: LiveEndpoint, delivery: Delivery): void {
    const done = this.#deliver(endpoint, delivery).finally(() => {
      this.#underWay.delete(done);
    });
    this.#underWay.add(done);
  }

  async #deliver(endpoint: LiveEndpoint, delivery: Delivery): Promise<void> {
    const { log } = this.#parts;
    try {
      await this.#parts.beforeDelivery();
      await deliverEvent(this.#parts, endpoint, delivery, this.#breakOff.signal);
    } catch (error) {
      // Its lease ends by itself, and then it is tried again.
      log.error({ delivery: delivery.id, err: error }, 'a webhook could not be delivered or its answer not kept');
    }
    this.#hold(endpoint, -1);
    if (!this.#isStopping && (this.#busy.get(endpoint.id) ?? 0) < PLACES / 2)
      await this.dispatch().catch((error: unknown) => log.error({ err: error }, 'webhooks could not be taken'));
  }
}
