import type { Id } from '@guichet/contract/ids.ts';

export type DeliveryStatus = 'pending' | 'succeeded' | 'failed' | 'canceled';

/** An event that an endpoint is told of, and how far that has come. */
export interface Delivery {
  readonly tenantId: number;
  readonly id: Id<'whd'>;
  readonly endpointId: Id<'we'>;
  readonly eventId: Id<'evt'>;
  readonly eventType: string;
  readonly objectId: string;
  readonly status: DeliveryStatus;
  /** When it is sent next; null when nothing more is. */
  readonly due: Date | null;
  /** Whether somebody asked for the next try. */
  readonly asked: boolean;
  readonly tries: number;
  readonly waits: number;
  readonly lastTriedAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly created: Date;
}

/** What came of one request to an endpoint. */
export interface DeliveryTry {
  readonly number: number;
  readonly at: Date;
  readonly durationMs: number;
  readonly status: number | null;
  readonly body: string | null;
  /** Why it does not count as delivered. */
  readonly error: string | null;
}
