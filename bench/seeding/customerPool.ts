import { join } from 'node:path';
import type { Id } from '@guichet/contract/ids.ts';
import { systemRandom } from '../../server/src/platform/random.ts';
import { type Database, withTransaction } from '../../server/src/platform/transaction.ts';
import { enterCard, openKeyFile, type SealedCard, sealCards, storeCards } from '../../server/src/vault/index.ts';
import { ORDER, type OriginalCustomer } from './originals.ts';
import { someText } from './ownIds.ts';
import type { Pouring } from './pouring.ts';
import type { UnitTemplate } from './unitTemplate.ts';

/** All of seven letters and of six, as the names of the customer that all others are made like. */
const FIRST_NAMES =
  'Camille Antoine Bernard Charles Corinne Florent Georges Jacques Justine Laurent Mathieu Nicolas Pauline Raphael Richard Solange Sylvain Thibaut Valerie Vincent Yolande';
const LAST_NAMES = 'Martin Dubois Moreau Girard Durand Thomas Robert Michel Bonnet Muller Perrin Masson Picard Renard Benoit Leroux Barbet';
const anyOf = (names: string): string => {
  const all = names.split(' ');
  return all[Math.floor(Math.random() * all.length)] ?? '';
};

/** Stripe's numbers for tests begin so, and no issuer's do. */
const TEST_BIN = '424242';
const SEALED_AT_ONCE = 500;

/** A number that passes the check that every number passes (ISO/IEC 7812-1, annex B). */
function testNumber(): string {
  const digits = `${TEST_BIN}${someText('digits', 9)}`;
  const sum = [...digits].reverse().reduce((total, digit, n) => {
    const value = n % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** A customer who may pay, with a card; ids without their prefixes. */
export interface Payer {
  readonly customer: string;
  readonly method: string;
  readonly last4: string;
  readonly fingerprint: string;
}

/** The customer that all others are made like, and what its card is known by. */
export interface CustomerOriginal {
  readonly template: UnitTemplate;
  readonly original: OriginalCustomer;
  readonly card: string;
  readonly fingerprint: string;
}

export interface CustomersToMake {
  readonly count: number;
  /** So many there are already. */
  readonly first: number;
  readonly tenantId: number;
  readonly database: Database;
  readonly keysDir: string;
  readonly nowMs: number;
  /** They are made evenly between these. */
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Where the texts of a customer stand among the values of a copy. */
function namesOf({ template, original, card, fingerprint }: CustomerOriginal) {
  const name = (text: string): number => template.nameOf(text);
  const { id, method, first, last, last4 } = original;
  return {
    ...{ customer: name(id.slice('cus_'.length)), method: name(method.slice('pm_'.length)), card: name(card) },
    ...{ first: name(first), last: name(last), firstLower: name(first.toLowerCase()), lastLower: name(last.toLowerCase()) },
    ...{ number: name(ORDER), last4: name(last4), fingerprint: name(fingerprint) },
  };
}

/** A customer whose card has still to be sealed. */
function draft(original: CustomerOriginal, names: ReturnType<typeof namesOf>, wanted: CustomersToMake, at: number) {
  const { count, first, tenantId, nowMs, fromMs, untilMs } = wanted;
  const createdMs = fromMs + ((untilMs - fromMs) * at) / count;
  const shift = original.template.shiftTo(createdMs);
  const values = original.template.values(first + at, shift);
  const [number, firstName, lastName] = [testNumber(), anyOf(FIRST_NAMES), anyOf(LAST_NAMES)];
  [values[names.first], values[names.last]] = [firstName, lastName];
  [values[names.firstLower], values[names.lastLower]] = [firstName.toLowerCase(), lastName.toLowerCase()];
  [values[names.number], values[names.last4]] = [String(first + at).padStart(ORDER.length, '0'), number.slice(-4)];
  const entered = enterCard({ number, exp_month: 12, exp_year: 2034 }, { now: new Date(nowMs), param: 'card' });
  const toSeal = { tenantId, cardId: `vc_${values[names.card]}` as Id<'vc'>, entered, created: new Date(createdMs) };
  return { shift, values, toSeal };
}

/** Makes customers, each with a card of its own that the vault has sealed. */
export async function makeCustomers(
  pouring: Pouring,
  original: CustomerOriginal,
  wanted: CustomersToMake,
  madeLine: (values: readonly string[]) => void,
): Promise<Payer[]> {
  const { count, database, keysDir, nowMs } = wanted;
  const access = { keys: openKeyFile(join(keysDir, 'vault.key'), systemRandom), random: systemRandom };
  const names = namesOf(original);
  const payers: Payer[] = [];
  for (let made = 0; made < count; made += SEALED_AT_ONCE) {
    const some = Array.from({ length: Math.min(SEALED_AT_ONCE, count - made) }, (_, n) => draft(original, names, wanted, made + n));
    const sealed = await sealCards(
      access,
      some.map(({ toSeal }) => toSeal),
    );
    await keepCards(database, sealed, nowMs);
    for (const [n, { values, shift }] of some.entries()) {
      values[names.fingerprint] = sealed[n]?.fingerprint ?? '';
      original.template.write(pouring.into, values, shift, nowMs);
      madeLine(values);
      const text = (name: number): string => values[name] ?? '';
      const [customer, method] = [text(names.customer), text(names.method)];
      payers.push({ customer, method, last4: text(names.last4), fingerprint: text(names.fingerprint) });
    }
    await pouring.keepPace();
  }
  return payers;
}

const DAY_MS = 86_400_000;
/** A card on file is looked at about once a month: those of a place that has run for months are not all due on one day. */
const LOOKED_AT_WITHIN_DAYS = 29;

async function keepCards(database: Database, cards: readonly SealedCard[], nowMs: number): Promise<void> {
  const until = cards.map(() => new Date(nowMs + Math.random() * LOOKED_AT_WITHIN_DAYS * DAY_MS));
  await withTransaction(database, async (tx) => {
    await storeCards(tx, cards);
    await tx.query(
      'note when cards are looked at',
      `UPDATE vault_cards v SET idle_since = c.until FROM unnest($1::int[], $2::text[], $3::timestamptz[]) AS c(tenant_id, id, until)
       WHERE v.tenant_id = c.tenant_id AND v.id = c.id`,
      [cards.map(({ tenantId }) => tenantId), cards.map(({ cardId }) => cardId), until],
    );
  });
}
