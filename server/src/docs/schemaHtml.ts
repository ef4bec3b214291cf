import type { JsonSchema } from '../http/describe.ts';
import { nameIn } from './answerSchemas.ts';
import { escapeHtml } from './markdown.ts';

export const anchorOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-|-$/g, '');
const NONE = '';

const isNothing = ({ type, const: value }: JsonSchema): boolean => type === 'null' || value === '';

/** What is left of a schema when it may also be nothing. */
function apart(schema: JsonSchema): { some: readonly JsonSchema[]; orNothing: boolean } {
  const parts = Array.isArray(schema.type) ? schema.type.map((type) => ({ ...schema, type })) : (schema.anyOf ?? [schema]);
  if (parts.length === 1) return { some: parts.filter((part) => !isNothing(part)), orNothing: parts.some(isNothing) };
  const all = parts.map(apart);
  return { some: all.flatMap(({ some }) => some), orNothing: all.some(({ orNothing }) => orNothing) };
}

const KINDS: Readonly<Record<string, string>> = {
  amount: 'whole number, in the smallest unit',
  country: 'country',
  currency: 'currency',
  date: 'day',
  email: 'e-mail address',
  'unix-time': 'unix seconds',
};

const codes = (values: readonly unknown[]): string => values.map((value) => `<code>${escapeHtml(String(value))}</code>`).join(' ');

function oneKind(schema: JsonSchema): string {
  const name = nameIn(schema);
  if (name !== undefined) return `<a href="#object-${anchorOf(name)}">${escapeHtml(name.replaceAll('_', ' '))}</a>`;
  if (schema['x-id'] !== undefined) return `id, <code>${schema['x-id']}_…</code>`;
  if (schema.format !== undefined) return KINDS[schema.format] ?? schema.format;
  if (schema.type === 'array') return `list of ${schema.items === undefined ? 'anything' : kindOf(schema.items)}`;
  if (schema.const !== undefined) return codes([schema.const]);
  if (schema.type === 'object') return schema.properties === undefined && schema.additionalProperties !== false ? 'named values' : 'object';
  if (schema.type === 'string') return 'text';
  return typeof schema.type === 'string' ? schema.type : 'any';
}

function kindOf(schema: JsonSchema): string {
  const { some, orNothing } = apart(schema);
  const kinds = [...new Set(some.map(oneKind))];
  if (kinds.length === 0) return 'null';
  return kinds.join(' or ') + (orNothing ? ' or null' : '');
}

/** The bounds and values of a field, in few words. */
function limitsOf(schema: JsonSchema): string {
  const { some } = apart(schema);
  const notes = some.flatMap((part) => {
    const { enum: values, const: value, maxLength, maxItems, minimum, maximum, format } = part;
    if (values !== undefined) return [`one of ${codes(values.filter((each) => each !== null))}`];
    if (value !== undefined || part['x-id'] !== undefined) return [];
    const isBound = format === undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
    return [
      ...(maxLength === undefined ? [] : [`up to ${maxLength} characters`]),
      ...(maxItems === undefined ? [] : [`up to ${maxItems} elements`]),
      ...(isBound ? [`${minimum ?? 0} to ${maximum}`] : []),
      ...(part.type === 'array' && part.items?.enum !== undefined ? [codes(part.items.enum)] : []),
    ];
  });
  return [...new Set(notes)].join(', ');
}

/** The schema whose fields stand below a field, if it has fields of its own. */
function within(schema: JsonSchema): JsonSchema | undefined {
  const { some } = apart(schema);
  const [inner] = some
    .flatMap((part) => (part.type === 'array' && part.items !== undefined ? apart(part.items).some : [part]))
    .filter(({ properties }) => properties !== undefined);
  return inner;
}

interface FieldsOptions {
  /** Parameters are required or not; fields of answers are there or sometimes not. */
  readonly are: 'parameters' | 'attributes';
}

function fieldHtml(name: string, schema: JsonSchema, isRequired: boolean, options: FieldsOptions): string {
  const mark =
    options.are === 'parameters' ? (isRequired ? ' <b class="required">required</b>' : NONE) : isRequired ? NONE : ' <i>sometimes</i>';
  const expands = schema['x-expands-to'] === undefined ? NONE : ' <i>expandable</i>';
  const limits = limitsOf(schema);
  const inner = within(schema);
  const note = schema.description === undefined ? NONE : `<p>${escapeHtml(schema.description)}</p>`;
  const below =
    inner === undefined ? NONE : `<details><summary>fields of ${escapeHtml(name)}</summary>${fieldsHtml(inner, options)}</details>`;
  return `<li><div><code class="name">${escapeHtml(name)}</code> <span class="kind">${kindOf(schema)}</span>${mark}${expands}</div>${
    limits === NONE ? NONE : `<p class="limits">${limits}</p>`
  }${note}${below}</li>`;
}

/** The fields of an object, those that must be there first. */
export function fieldsHtml(schema: JsonSchema, options: FieldsOptions): string {
  const required = new Set(schema.required ?? []);
  const entries = Object.entries(schema.properties ?? {});
  const first = options.are === 'parameters' ? entries.filter(([name]) => required.has(name)) : entries;
  const rest = options.are === 'parameters' ? entries.filter(([name]) => !required.has(name)) : [];
  return `<ul class="fields">${[...first, ...rest].map(([name, inner]) => fieldHtml(name, inner, required.has(name), options)).join('')}</ul>`;
}

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?\b/g;

/** JSON with its parts marked, for colours. */
export function jsonHtml(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  let html = '';
  let done = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, string, colon] = match;
    const kind = string === undefined ? 'n' : colon === undefined ? 's' : 'k';
    html += `${escapeHtml(text.slice(done, match.index))}<span class="${kind}">${escapeHtml(string ?? token)}</span>${colon ?? NONE}`;
    done = match.index + token.length;
  }
  return html + escapeHtml(text.slice(done));
}
