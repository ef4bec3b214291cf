import type { Conditions } from '../platform/page.ts';
import type { FieldKind, SearchClause, SearchQuery } from './searchQuery.ts';

/** A field that can be searched, and where it is found. */
export interface SearchField {
  readonly kind: FieldKind;
  /** A column, or an expression that an index has just as it stands here. */
  readonly sql: string;
  /** A constant condition that must hold besides. */
  readonly where?: string;
  /** Stored in small letters, so that the value is compared in small letters. */
  readonly lowered?: true;
}

export type SearchFields = Readonly<Record<string, SearchField>>;

/** The kinds of fields, as the parser wants them. */
export const kindsOf = (fields: SearchFields): Readonly<Record<string, FieldKind>> =>
  Object.fromEntries(Object.entries(fields).map(([name, { kind }]) => [name, kind]));

/** A condition in which each `$?` stands for the next value. */
interface Condition {
  readonly text: string;
  readonly values: readonly unknown[];
}

const pattern = (part: string): string => `%${part.replace(/[\\%_]/g, '\\$&')}%`;
const second = (seconds: number): Date => new Date(seconds * 1000);

/** A moment is compared as the whole second that the wire shows. */
function timeCondition(sql: string, operator: SearchClause['operator'], at: number): Condition {
  switch (operator) {
    case '>':
      return { text: `${sql} >= $?`, values: [second(at + 1)] };
    case '>=':
      return { text: `${sql} >= $?`, values: [second(at)] };
    case '<':
      return { text: `${sql} < $?`, values: [second(at)] };
    case '<=':
      return { text: `${sql} < $?`, values: [second(at + 1)] };
    default:
      return { text: `${sql} >= $? AND ${sql} < $?`, values: [second(at), second(at + 1)] };
  }
}

function metadataCondition(sql: string, key: string, value: SearchClause['value']): Condition {
  if (value === null) return { text: `NOT ${sql} ? $?`, values: [key] };
  return { text: `${sql} @> $?::jsonb`, values: [JSON.stringify({ [key]: value })] };
}

function compared({ kind, sql, lowered }: SearchField, { key, operator, value }: SearchClause): Condition {
  if (key !== null) return metadataCondition(sql, key, value);
  if (value === null) return { text: `${sql} IS NULL`, values: [] };
  switch (kind) {
    case 'boolean':
      return { text: value === true ? sql : `(${sql}) IS NOT TRUE`, values: [] };
    case 'time':
      return timeCondition(sql, operator, Number(value));
    case 'number':
      return { text: `${sql} ${operator === ':' ? '=' : operator} $?`, values: [value] };
    case 'string':
      return operator === '~'
        ? { text: `lower(${sql}) LIKE lower($?)`, values: [pattern(String(value))] }
        : { text: `lower(${sql}) = lower($?)`, values: [value] };
    default:
      return { text: `${sql} = $?`, values: [lowered === true ? String(value).toLowerCase() : value] };
  }
}

function conditionOf(field: SearchField, clause: SearchClause): Condition {
  // That metadata has a key is what the index knows; that it is not so that it has none, it does not.
  if (clause.negated && clause.key !== null && clause.value === null) return { text: `${field.sql} ? $?`, values: [clause.key] };
  const { text, values } = compared(field, clause);
  const whole = field.where === undefined ? text : `${field.where} AND ${text}`;
  // What is not there differs from every value.
  return { text: clause.negated ? `(${whole}) IS NOT TRUE` : `(${whole})`, values };
}

/** Adds what a query asks for to the conditions of a statement. Texts are those of the fields; only values come from outside. */
export function addSearch(conditions: Conditions, query: SearchQuery, fields: SearchFields): Conditions {
  const parts = query.clauses.map((clause) => {
    const field = fields[clause.field];
    if (field === undefined) throw new Error(`A query for ${clause.field} was let through.`);
    return conditionOf(field, clause);
  });
  if (query.joined === 'and') {
    for (const { text, values } of parts) conditions.add(text, ...values);
    return conditions;
  }
  return conditions.add(`(${parts.map(({ text }) => text).join(' OR ')})`, ...parts.flatMap(({ values }) => values));
}
