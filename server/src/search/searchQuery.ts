import { ApiError } from '@guichet/contract/errors.ts';

/** How a field is compared. `string` takes parts of a text as well, `token` whole values only; `metadata` is asked by key. */
export type FieldKind = 'string' | 'token' | 'number' | 'time' | 'boolean' | 'metadata';

export type SearchOperator = ':' | '~' | '>' | '<' | '>=' | '<=';

/** One comparison: `-metadata["order"]:"17"`. A value of null asks for what is not there. */
export interface SearchClause {
  readonly field: string;
  /** The key within metadata; null for every other field. */
  readonly key: string | null;
  readonly negated: boolean;
  readonly operator: SearchOperator;
  readonly value: string | number | boolean | null;
}

/** Up to ten clauses, all of which must hold (`and`), or any (`or`). */
export interface SearchQuery {
  readonly joined: 'and' | 'or';
  readonly clauses: readonly SearchClause[];
}

type Kinds = Readonly<Record<string, FieldKind>>;

const MAX_CLAUSES = 10;
/** Room for ten clauses with the longest of metadata. */
const MAX_QUERY_LENGTH = 6000;
const SHORTEST_PART = 3;
const MAX_SHOWN_LENGTH = 80;
/** The last second of the year 9999, and the largest amount. */
const MAX_TIME = 253_402_300_799;
const MAX_NUMBER = 999_999_999_999;

const FITTING: Readonly<Record<FieldKind, readonly SearchOperator[]>> = {
  string: [':', '~'],
  token: [':'],
  number: [':', '>', '<', '>=', '<='],
  time: [':', '>', '<', '>=', '<='],
  boolean: [':'],
  metadata: [':'],
};

const refuse = (message: string): ApiError => new ApiError('parameter_invalid', { param: 'query', message });
/** A clause as a refusal repeats it. */
const shown = (text: string): string => (text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH)}…` : text);

/** A clause as it was written, before it is held against the fields that there are. */
interface Written {
  readonly text: string;
  readonly negated: boolean;
  readonly field: string;
  readonly key: string | null;
  readonly operator: SearchOperator;
  readonly quoted: boolean;
  readonly value: string;
}

/** Reads a query from left to right. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Skips blanks, and tells whether anything is left. */
  more(): boolean {
    this.#take(/\s*/y);
    return this.#at < this.#text.length;
  }

  connective(): 'and' | 'or' | null {
    const word = this.#take(/(?:and|or)(?=\s|$)/iy);
    return word === null ? null : (word.toLowerCase() as 'and' | 'or');
  }

  clause(): Written {
    const start = this.#at;
    const negated = this.#take(/-/y) !== null;
    const field = this.#take(/[A-Za-z_][A-Za-z0-9_.]*/y);
    if (field === null) throw refuse(`A clause was expected at "${this.#rest(start)}". Write it as in: name:"Ada" AND created>1700000000.`);
    const key = this.#take(/\[/y) === null ? null : this.#key(start);
    const operator = this.#take(/>=|<=|[:=~<>]/y);
    if (operator === null) {
      throw refuse(`The clause "${this.#rest(start)}" has no operator. Put one of : ~ > < >= <= between field and value, without blanks.`);
    }
    const quoted = this.#peek(/["']/y);
    const value = quoted ? this.#quoted(start) : this.#take(/[^\s"']+/y);
    if (value === null) throw refuse(`The clause "${this.#rest(start)}" has no value. Put it right behind the operator.`);
    if (!this.#peek(/\s|$/y)) throw refuse(`A blank is missing behind "${shown(this.#text.slice(start, this.#at))}".`);
    const text = this.#text.slice(start, this.#at);
    return { text, negated, field, key, operator: operator === '=' ? ':' : (operator as SearchOperator), quoted, value };
  }

  #key(start: number): string {
    const key = this.#peek(/["']/y) ? this.#quoted(start) : null;
    if (key === null || this.#take(/\]/y) === null) {
      throw refuse(`The key in "${this.#rest(start)}" cannot be read. Write it as in: metadata["order"]:"17".`);
    }
    return key;
  }

  /** A text in quotes of either kind, in which a backslash takes the next character as it is. */
  #quoted(start: number): string {
    const found = this.#take(/"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y);
    if (found === null) {
      throw refuse(`A quote in "${this.#rest(start)}" is not closed. Close it, and write a quote within a value as \\".`);
    }
    return found.slice(1, -1).replace(/\\([\s\S])/g, '$1');
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }

  #peek(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    return pattern.test(this.#text);
  }

  #rest(start: number): string {
    return shown(this.#text.slice(start));
  }
}

function numberOf({ text, value }: Written, max: number): number {
  const number = /^\d{1,12}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number <= max)) throw refuse(`The value in "${shown(text)}" must be a whole number from 0 to ${max}.`);
  return number;
}

function booleanOf({ text, value }: Written): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw refuse(`The value in "${shown(text)}" must be true or false.`);
}

function textOf({ text, quoted, operator, value }: Written): string {
  if (!quoted) throw refuse(`The value in "${shown(text)}" needs quotes: field:"value".`);
  if (value === '') throw refuse(`The value in "${shown(text)}" is empty. To find what is not there, compare with null: field:null.`);
  if (value.includes('\0') || !value.isWellFormed()) throw refuse('The query has a character that no value can have.');
  // Shorter parts are not served by an index.
  if (operator === '~' && [...value].length < SHORTEST_PART) {
    throw refuse(`The part of a text in "${shown(text)}" must have at least ${SHORTEST_PART} characters.`);
  }
  return value;
}

function readValue(written: Written, kind: FieldKind): SearchClause['value'] {
  if (!written.quoted && /^null$/i.test(written.value)) {
    if (written.operator === ':') return null;
    throw refuse(`"${shown(written.text)}" compares with null, which takes ":" as its operator.`);
  }
  if (kind === 'number') return numberOf(written, MAX_NUMBER);
  if (kind === 'time') return numberOf(written, MAX_TIME);
  return kind === 'boolean' ? booleanOf(written) : textOf(written);
}

function fitting(written: Written, kinds: Kinds): SearchClause {
  const { text, field, key, negated, operator } = written;
  const kind = Object.hasOwn(kinds, field) ? kinds[field] : undefined;
  if (kind === undefined) {
    throw refuse(`The field of "${shown(text)}" cannot be searched. These can: ${Object.keys(kinds).join(', ')}.`);
  }
  if ((kind === 'metadata') !== (key !== null)) {
    throw refuse(
      kind === 'metadata'
        ? `"${shown(text)}" names no key. Write it as in: metadata["order"]:"17".`
        : `Only metadata has keys, so "${shown(text)}" must do without.`,
    );
  }
  if (key !== null && (key === '' || key.includes('\0') || !key.isWellFormed())) throw refuse(`The key in "${shown(text)}" is none.`);
  if (!FITTING[kind].includes(operator)) {
    throw refuse(`The operator "${operator}" in "${shown(text)}" does not fit ${field}, which takes ${FITTING[kind].join(' ')}.`);
  }
  return { field, key, negated, operator, value: readValue(written, kind) };
}

/**
 * Reads a query in Stripe's language: `email:"ada@example.com" AND created>1700000000`. Clauses are joined by AND, by OR, or by a mere
 * blank, which is an AND; not by both. Throws `parameter_invalid` for `query`, naming the clause and the way out, and nothing else.
 */
export function parseSearch(text: string, kinds: Kinds): SearchQuery {
  if (text.length > MAX_QUERY_LENGTH) throw refuse(`The query must not be longer than ${MAX_QUERY_LENGTH} characters.`);
  const reader = new Reader(text);
  const clauses: SearchClause[] = [];
  let joined: SearchQuery['joined'] | null = null;
  if (!reader.more()) throw refuse('The query is empty. Write at least one clause, as in: name:"Ada".');
  do {
    if (clauses.length > 0) {
      const connective = reader.connective() ?? 'and';
      if (joined !== null && joined !== connective) throw refuse('The query has both AND and OR. Use one of them; a mere blank is an AND.');
      joined = connective;
      if (!reader.more()) throw refuse(`A clause is missing behind the last ${connective.toUpperCase()}.`);
    }
    if (clauses.length === MAX_CLAUSES) throw refuse(`The query must not have more than ${MAX_CLAUSES} clauses.`);
    clauses.push(fitting(reader.clause(), kinds));
  } while (reader.more());
  return { joined: joined ?? 'and', clauses };
}
