import type { Id } from '@guichet/contract/ids.ts';
import { beginningAWord, containing, searchable } from '@guichet/contract/searchText.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import type { Row, Sql } from '../../platform/sql.ts';
import { digitsOf, looksLikePhone } from './phoneForms.rules.ts';

/** A customer as the search at the counter shows it: with the cards on file. */
export interface FoundCustomer {
  readonly id: Id<'cus'>;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly created: Date;
  readonly cards: readonly {
    readonly id: Id<'pm'>;
    readonly brand: string;
    readonly last4: string;
    readonly exp_month: number;
    readonly exp_year: number;
  }[];
}

const FIND = `SELECT c.id, c.name, c.email, c.phone, c.created, cards.cards FROM customers c
  LEFT JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'brand', p.brand, 'last4', p.last4, 'exp_month', p.exp_month, 'exp_year', p.exp_year)
      ORDER BY p.id DESC), '[]') AS cards
    FROM payment_methods p WHERE p.tenant_id = c.tenant_id AND p.customer_id = c.id AND p.type = 'card'
  ) cards ON true`;

interface CustomerSearch {
  readonly query?: string | undefined;
  readonly created?: TimeRange | undefined;
  /** Also those who paid for something that the text names. */
  readonly byReference?: boolean | undefined;
  /** Only by their names, their cards and what they paid for: for who does not see their addresses and numbers. */
  readonly byName?: boolean | undefined;
  /** Nobody but these. */
  readonly among?: readonly string[] | undefined;
}

/** A text of so few characters is looked for where words begin: anywhere it would be in half of all names, and no index knows it. */
const WITHIN_WORDS_FROM = 3;
const REFERENCES_FROM = 4;
/** Of so many payments whose reference fits, the newest, the customers are looked at. */
const REFERENCES_LOOKED_AT = 200;
/** Of those who are narrowed down by the time at which they were made. */
const MOST_LOOKED_AT = 10_000;
/** More people than share a telephone. */
const CALLERS_LOOKED_AT = 100;

const living = (tenantId: number): Conditions => new Conditions().add('c.tenant_id = $?', tenantId).add('NOT c.deleted');

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/** Whose name, e-mail or phone has the text; a number also by its digits alone. */
async function byText(sql: Sql, tenantId: number, query: string, page: Page): Promise<string[]> {
  const conditions = living(tenantId);
  const digits = digitsOf(query);
  if (searchable(query).length < WITHIN_WORDS_FROM)
    conditions.add('(c.search_text LIKE $? OR c.search_text LIKE $?)', ...beginningAWord(query));
  else if (looksLikePhone(query) && digits !== query) {
    conditions.add('(c.search_text LIKE $? OR c.search_text LIKE $?)', containing(query), containing(digits));
  } else conditions.add('c.search_text LIKE $?', containing(query));
  return idsOf(await selectPage<Row & { id: string }>(sql, 'SELECT c.id FROM customers c', 'c.id', conditions, page));
}

/**
 * What is searched begins with the name: a text that lies within as many characters was found in it. The first place where a text stands is
 * the one to look at, since the name comes first.
 */
const WITHIN_NAME =
  "c.search_text LIKE $? AND strpos(c.search_text, $?) + length($?) - 1 <= length(regexp_replace(normalize(trim(coalesce(c.name, '')), NFC), '\\s+', ' ', 'g'))";

/** The same where a word begins: each word stands behind a blank, the first too once one is put before it. */
const WORD_OF_NAME =
  "(c.search_text LIKE $? OR c.search_text LIKE $?) AND strpos(' ' || c.search_text, ' ' || $?) + length($?) - 1 <= length(regexp_replace(normalize(trim(coalesce(c.name, '')), NFC), '\\s+', ' ', 'g'))";

async function byNameAlone(sql: Sql, tenantId: number, query: string, page: Page): Promise<string[]> {
  const text = searchable(query);
  const conditions =
    text.length < WITHIN_WORDS_FROM
      ? living(tenantId).add(WORD_OF_NAME, ...beginningAWord(query), text, text)
      : living(tenantId).add(WITHIN_NAME, containing(query), text, text);
  return idsOf(await selectPage<Row & { id: string }>(sql, 'SELECT c.id FROM customers c', 'c.id', conditions, page));
}

/** Who has a card or an account on file with these last four digits. */
async function byLast4(sql: Sql, tenantId: number, last4: string, page: Page): Promise<string[]> {
  const conditions = new Conditions().add('p.tenant_id = $?', tenantId).add('p.last4 = $?', last4).add('p.customer_id IS NOT NULL');
  const select = 'SELECT DISTINCT p.customer_id AS id FROM payment_methods p';
  return idsOf(await selectPage<Row & { id: string }>(sql, select, 'p.customer_id', conditions, page));
}

/** Who paid for what the text names: an invoice, an order. */
async function byPaymentReference(sql: Sql, tenantId: number, query: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    '',
    `SELECT DISTINCT customer_id AS id FROM (
       SELECT customer_id FROM payment_intents
       WHERE tenant_id = $1 AND search_text <> '' AND search_text LIKE $2 AND customer_id IS NOT NULL ORDER BY id DESC LIMIT $3
     ) newest`,
    [tenantId, containing(query), REFERENCES_LOOKED_AT],
  );
  return idsOf(rows);
}

/** Everything that the text may mean, each looked up in an index of its own, so that none is slowed down by another. */
async function idsFor(
  sql: Sql,
  tenantId: number,
  { query, byReference = false, byName = false }: CustomerSearch & { query: string },
  page: Page,
): Promise<string[]> {
  const found = await Promise.all([
    byName ? byNameAlone(sql, tenantId, query, page) : byText(sql, tenantId, query, page),
    /^\d{4}$/.test(query) ? byLast4(sql, tenantId, query, page) : [],
    byReference && query.length >= REFERENCES_FROM ? byPaymentReference(sql, tenantId, query) : [],
  ]);
  return found.flat();
}

/** The customers that a search finds, newest first. */
export async function searchCustomers(
  sql: Sql,
  tenantId: number,
  { query, created, byReference, byName, among }: CustomerSearch,
  page: Page,
): Promise<FoundCustomer[]> {
  // Who is left out for the time at which they were made must not use up the page.
  const looked = created === undefined ? page : { ...page, take: MOST_LOOKED_AT };
  const ids = query === undefined ? undefined : await idsFor(sql, tenantId, { query, byReference, byName }, looked);
  const conditions = living(tenantId).created('c.created', created).add('c.id = ANY ($?)', ids).add('c.id = ANY ($?)', among);
  return selectPage<Row & FoundCustomer>(sql, FIND, 'c.id', conditions, page);
}

/** Customers with a phone number: in its international form, or by the digits in rows that have none. */
export async function callersWith(
  sql: Sql,
  tenantId: number,
  { given, e164 }: { readonly given: string; readonly e164: string | null },
): Promise<string[]> {
  const digits = digitsOf(given);
  // Within and outside of a country a number ends in the same digits.
  const ending = e164 === null ? digits : digits.slice(-8);
  const rows = await sql.query<{ id: string }>(
    '',
    `(SELECT id FROM customers WHERE tenant_id = $1 AND phone_e164 = $2 ORDER BY id DESC LIMIT $4)
     UNION (SELECT id FROM customers WHERE tenant_id = $1 AND NOT deleted AND phone_e164 IS NULL AND phone IS NOT NULL AND search_text LIKE $3
       ORDER BY id DESC LIMIT $4)`,
    [tenantId, e164, digits.length < 4 ? null : containing(ending), CALLERS_LOOKED_AT],
  );
  return idsOf(rows);
}
