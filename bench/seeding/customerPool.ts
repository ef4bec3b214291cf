import { join } from 'node:path';
import type { Id } from '@guichet/contract/ids.ts';
import { systemRandom } from '../../server/src/platform/random.ts';
import { type Database, withTransaction } from '../../server/src/platform/transaction.ts';
import { type CardInput, enterCard, openKeyFile, type SealedCard, sealCards, storeCards } from '../../server/src/vault/index.ts';
import type { OriginalCustomer } from './originals.ts';
import { ORDER } from './originals.ts';
import { someText } from './ownIds.ts';
import type { Pouring } from './pouring.ts';
import type { UnitTemplate } from './unitTemplate.ts';

const FIRST_NAMES =
  'Camille Antoine Bernard Charles Corinne Florent Georges Jacques Justine Laurent Mathieu Nicolas Pauline Raphael Richard Solange Sylvain Thibaut Valerie Vincent Yolande';
const LAST_NAMES =
  'Martin Dubois Moreau Girard Durand Thomas Robert Michel Bonnet Muller Perrin Masson Picard Renard Benoit Leroux Roussel';
const [FIRST, LAST] = [FIRST_NAMES.split(' '), LAST_NAMES.split(' ').filter(({ length }) => length === 6)];

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

/** Customers who may pay, each with a card. Kept as texts of a fixed length, since there may be hundreds of thousands. */
export interface Payer {
  readonly customer: string;
  readonly method: string;
  readonly last4: string;
  readonly fingerprint: string;
}

export interface CustomerOriginal {
  readonly template: UnitTemplate;
  readonly original: OriginalCustomer;
  readonly card: string;
  readonly fingerprint: string;
}

export interface CustomersToMake {
  readonly count: number;
  readonly first: number;
  readonly tenantId: number;
  readonly database: Database;
  readonly keysDir: string;
  readonly nowMs: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Makes customers, each with a card of its own that the vault has sealed. */
export async function makeCustomers(
  pouring: Pouring,
  { template, original, card, fingerprint }: CustomerOriginal,
  { count, first, tenantId, database, keysDir, nowMs, fromMs, untilMs }: CustomersToMake,
  madeLine: (values: readonly string[]) => void,
): Promise<Payer[]> {
  const access = { keys: openKeyFile(join(keysDir, 'vault.key'), systemRandom), random: systemRandom };
  const name = (text: string): number => template.nameOf(text);
  const names = {
    ...{ customer: name(original.id.slice(4)), method: name(original.method.slice(3)), card: name(card) },
    ...{ first: name(original.first), last: name(original.last), number: name(ORDER), last4: name(original.last4) },
    ...{ firstLower: name(original.first.toLowerCase()), lastLower: name(original.last.toLowerCase()), fingerprint: name(fingerprint) },
  };
  const payers: Payer[] = [];
  for (let made = 0; made < count; made += SEALED_AT_ONCE) {
    const some = Array.from({ length: Math.min(SEALED_AT_ONCE, count - made) }, (_, n) => {
      const at = made + n;
      const shift = template.shiftTo(fromMs + ((untilMs - fromMs) * at) / count);
      const values = template.values(first + at, shift);
      const number = testNumber();
      const [firstName, lastName] = [FIRST[Math.floor(Math.random() * FIRST.length)], LAST[Math.floor(Math.random() * LAST.length)]] as [
        string,
        string,
      ];
      [values[names.first], values[names.last]] = [firstName, lastName];
      [values[names.firstLower], values[names.lastLower]] = [firstName.toLowerCase(), lastName.toLowerCase()];
      [values[names.number], values[names.last4]] = [String(first + at).padStart(ORDER.length, '0'), number.slice(-4)];
      const input: CardInput = { number, exp_month: 12, exp_year: 2034 };
      const entered = enterCard(input, { now: new Date(nowMs), param: 'card' });
      const created = new Date(fromMs + ((untilMs - fromMs) * at) / count);
      return { shift, values, toSeal: { tenantId, cardId: `vc_${values[names.card]}` as Id<'vc'>, entered, created } };
    });
    const sealed = await sealCards(
      access,
      some.map(({ toSeal }) => toSeal),
    );
    await keepCards(database, sealed, nowMs);
    for (const [n, { values, shift }] of some.entries()) {
      values[names.fingerprint] = sealed[n]?.fingerprint ?? '';
      template.write(pouring.into, values, shift, nowMs);
      madeLine(values);
      const of = (name_: number): string => values[name_] ?? '';
      payers.push({
        ...{ customer: of(names.customer), method: of(names.method) },
        ...{ last4: of(names.last4), fingerprint: of(names.fingerprint) },
      });
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
