import type { Rule, RuleSet } from './rules.store.ts';

const DAY_MS = 24 * 3600_000;
/** Events are kept for 30 days; what was made a day later has all of its events in any case. */
const TOLD_FOR_MS = 29 * DAY_MS;

/** What an object in some state must have been told of. */
interface Telling {
  readonly table: string;
  readonly when: string;
  readonly type: string;
}

const TELLINGS: readonly Telling[] = [
  { table: 'customers', when: 'true', type: 'customer.created' },
  { table: 'payment_intents', when: 'NOT o.direct', type: 'payment_intent.created' },
  { table: 'payment_intents', when: `NOT o.direct AND o.status = 'succeeded'`, type: 'payment_intent.succeeded' },
  { table: 'payment_intents', when: `NOT o.direct AND o.status = 'canceled'`, type: 'payment_intent.canceled' },
  {
    table: 'payment_intents',
    when: `NOT o.direct AND o.status = 'requires_capture'`,
    type: 'payment_intent.amount_capturable_updated',
  },
  { table: 'charges', when: `o.status = 'succeeded'`, type: 'charge.succeeded' },
  { table: 'charges', when: `o.status = 'failed'`, type: 'charge.failed' },
  {
    table: 'charges',
    when: `o.captured AND EXISTS (SELECT FROM attempts a WHERE a.tenant_id = o.tenant_id AND a.payment_intent_id = o.payment_intent_id
      AND a.charge_id = o.id AND a.kind = 'capture' AND a.status = 'approved')`,
    type: 'charge.captured',
  },
  { table: 'refunds', when: `o.status <> 'pending' OR o.balance_transaction_id IS NOT NULL`, type: 'refund.created' },
  { table: 'refunds', when: `o.status = 'failed'`, type: 'refund.failed' },
  { table: 'setup_intents', when: 'true', type: 'setup_intent.created' },
  { table: 'setup_intents', when: `o.status = 'succeeded'`, type: 'setup_intent.succeeded' },
  { table: 'disputes', when: 'true', type: 'charge.dispute.created' },
  { table: 'disputes', when: `o.status IN ('won', 'lost', 'warning_closed')`, type: 'charge.dispute.closed' },
  { table: 'payouts', when: 'true', type: 'payout.created' },
  { table: 'payouts', when: `o.status IN ('paid', 'failed', 'canceled')`, type: 'payout.' },
];

/** A final state has an event of its own name: `payout.` stands for `payout.paid` and its like. */
const ruleOf = ({ table, when, type }: Telling): Rule => {
  const wanted = type.endsWith('.') ? `'${type}' || o.status` : `'${type}'`;
  return {
    name: `events ${type}`,
    agoMs: TOLD_FOR_MS,
    sql: `SELECT o.id AS subject, format('its event %s is missing', ${wanted}) AS says FROM ${table} o
      WHERE o.tenant_id = $1 AND o.created > $2 AND (${when}) AND NOT EXISTS (
        SELECT FROM events e WHERE e.tenant_id = $1 AND e.object_id = o.id AND e.type = ${wanted})`,
  };
};

/** That every change of state has its event, and every event the state of which it tells. */
export const EVENT_RULES: RuleSet = {
  count: 'SELECT count(*) AS looked FROM events WHERE tenant_id = $1',
  rules: [
    ...TELLINGS.map(ruleOf),
    {
      name: 'events without version',
      sql: `SELECT e.id AS subject, format('it tells of version %s of %s, which is not kept', e.object_version, e.object_id) AS says
        FROM events e
        LEFT JOIN object_versions v ON v.tenant_id = e.tenant_id AND v.object_id = e.object_id AND v.version = e.object_version
        WHERE e.tenant_id = $1 AND v.version IS NULL`,
    },
  ],
};

/** That every endpoint is owed what it asked for, and that what counts as delivered was taken. */
export const DELIVERY_RULES: RuleSet = {
  count: 'SELECT count(*) AS looked FROM webhook_deliveries WHERE tenant_id = $1',
  rules: [
    {
      // An endpoint that was never changed has wanted the same all along; a minute is for one that was being made meanwhile.
      name: 'events that nobody owes',
      sql: `SELECT e.id AS subject, format('%s should be told of this %s, and no delivery is noted', w.id, e.type) AS says
        FROM webhook_endpoints w JOIN events e ON e.tenant_id = w.tenant_id AND e.created > w.created + interval '1 minute'
        WHERE w.tenant_id = $1 AND w.version = 1 AND w.status = 'enabled' AND NOT w.deleted AND w.enabled_events && ARRAY['*', e.type]
          AND NOT EXISTS (SELECT FROM webhook_deliveries d WHERE d.tenant_id = $1 AND d.id = 'whd_' || substr(e.id, 5) || substr(w.id, 4))`,
    },
    {
      name: 'deliveries without event',
      sql: `SELECT d.id AS subject, format('it is to tell of the event %s, which does not exist', d.event_id) AS says
        FROM webhook_deliveries d LEFT JOIN events e ON e.tenant_id = d.tenant_id AND e.id = d.event_id WHERE d.tenant_id = $1 AND e.id IS NULL`,
    },
    {
      name: 'deliveries that nobody took',
      sql: `SELECT d.id AS subject, 'it counts as delivered, and no try was answered with 2xx' AS says FROM webhook_deliveries d
        WHERE d.tenant_id = $1 AND d.status = 'succeeded' AND NOT EXISTS (
          SELECT FROM webhook_tries t WHERE t.tenant_id = $1 AND t.delivery_id = d.id AND t.response_status BETWEEN 200 AND 299)`,
    },
  ],
};
