import { unpackJson } from '../../platform/packedJson.ts';
import type { Transaction } from '../../platform/sql.ts';
import type { RuleSet } from './rules.store.ts';
import type { Finding } from './verification.ts';

/** A payment whose provider is being asked comes to its next version with the answer, and so does what hangs on it. */
const isAsked = (of: string): string =>
  `EXISTS (SELECT FROM attempts a WHERE a.tenant_id = o.tenant_id AND a.${of} AND a.resolved_at IS NULL)`;

/** What has a version kept of every change, and when it may be ahead of it. */
const VERSIONED: Readonly<Record<string, string>> = {
  customers: 'false',
  payment_intents: isAsked('payment_intent_id = o.id'),
  charges: isAsked('payment_intent_id = o.payment_intent_id'),
  refunds: isAsked('payment_intent_id = o.payment_intent_id'),
  setup_intents: isAsked('setup_intent_id = o.id'),
  disputes: 'o.answering',
  payouts: 'false',
  // One that came with a payment has its first version when the payment was approved.
  payment_methods: 'newest.version IS NULL',
};

/** That the newest version of each object is kept. */
export const VERSION_RULES: RuleSet = {
  count: `SELECT ${Object.keys(VERSIONED)
    .map((table) => `(SELECT count(*) FROM ${table} WHERE tenant_id = $1)`)
    .join(' + ')} AS looked`,
  rules: Object.entries(VERSIONED).map(([table, mayDiffer]) => ({
    name: `versions of ${table}`,
    sql: `SELECT o.id AS subject, format('it is at version %s, and the newest that is kept is %s', o.version, coalesce(newest.version::text, 'none')) AS says
      FROM ${table} o LEFT JOIN LATERAL (
        SELECT v.version FROM object_versions v WHERE v.tenant_id = o.tenant_id AND v.object_id = o.id ORDER BY v.version DESC LIMIT 1
      ) newest ON true
      WHERE o.tenant_id = $1 AND newest.version IS DISTINCT FROM o.version AND NOT (${mayDiffer})`,
  })),
};

const COMPARED_AT_ONCE = 2_000;

interface ComparedRow extends Record<string, unknown> {
  readonly id: string;
  readonly body: Buffer;
  readonly is_refunding: boolean;
}

/** Amounts that are told under the same name as they are stored. */
interface Compared {
  readonly table: 'payment_intents' | 'charges' | 'refunds';
  readonly fields: readonly string[];
  /** Fields that are told differently, or run ahead of what was told, in a state. */
  readonly exceptions?: readonly { readonly when: (row: ComparedRow) => boolean; readonly fields: readonly string[] }[];
}

export const COMPARED: readonly Compared[] = [
  {
    table: 'payment_intents',
    fields: ['status', 'amount', 'currency', 'amount_received', 'amount_capturable'],
  },
  {
    table: 'charges',
    fields: ['status', 'amount', 'currency', 'amount_captured', 'amount_refunded', 'captured'],
    exceptions: [
      { when: ({ is_refunding: isRefunding }) => isRefunding, fields: ['amount_refunded'] },
      // A charge in doubt is shown as what it is to become.
      { when: ({ status }) => status === 'pending', fields: ['captured', 'amount_captured'] },
    ],
  },
  { table: 'refunds', fields: ['status', 'amount', 'currency'] },
];

/** What an object's row and the version that was told of it say differently, a page of objects at a time. */
export async function* differences(
  tx: Transaction,
  tenantId: number,
  { table, fields, exceptions = [] }: Compared,
): AsyncGenerator<Finding[]> {
  const intent = { payment_intents: 'o.id', charges: 'o.payment_intent_id', refunds: 'o.payment_intent_id' }[table];
  const sql = `SELECT o.id, ${fields.map((field) => `o.${field}`).join(', ')}, v.body, EXISTS (SELECT FROM attempts a
      WHERE a.tenant_id = o.tenant_id AND a.payment_intent_id = ${intent} AND a.kind = 'refund' AND a.resolved_at IS NULL) AS is_refunding
    FROM ${table} o JOIN object_versions v ON v.tenant_id = o.tenant_id AND v.object_id = o.id AND v.version = o.version
    WHERE o.tenant_id = $1 AND o.id > $2 ORDER BY o.id LIMIT ${COMPARED_AT_ONCE}`;
  for (let after = '', full = true; full; ) {
    const rows = await tx.query<ComparedRow>(`verify: told ${table}`, sql, [tenantId, after]);
    yield rows.flatMap((row) => {
      const passed = exceptions.flatMap((one) => (one.when(row) ? one.fields : []));
      return differencesOf(
        row,
        fields.filter((field) => !passed.includes(field)),
      );
    });
    after = rows.at(-1)?.id ?? after;
    full = rows.length === COMPARED_AT_ONCE;
  }
}

function differencesOf(row: ComparedRow, fields: readonly string[]): Finding[] {
  const told = readable(row.body);
  if (told === null) return [{ subject: row.id, says: 'the version that is kept of it cannot be read' }];
  const differing = fields.filter((field) => String(row[field]) !== String(told[field]));
  return differing.map((field) => ({ subject: row.id, says: `its ${field} is ${row[field]}, and was told as ${told[field]}` }));
}

function readable(body: Buffer): Record<string, unknown> | null {
  try {
    return unpackJson(body) as Record<string, unknown>;
  } catch {
    return null;
  }
}
