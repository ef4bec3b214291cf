import type { JsonSchema } from '../http/describe.ts';
import type { Expandable, ExpandableFields } from '../http/expand.ts';
import type { Answers, AnyRoute } from '../http/route.ts';

type Schemas = Readonly<Record<string, JsonSchema>>;

const COMPONENTS = '#/components/schemas/';
export const refTo = (name: string): JsonSchema => ({ $ref: COMPONENTS + name });
/** The name of the type that a reference leads to. */
export const nameIn = ({ $ref }: JsonSchema): string | undefined => $ref?.slice(COMPONENTS.length);

function envelope(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

const listOf = (name: string): JsonSchema =>
  envelope({
    object: { const: 'list' },
    data: { type: 'array', items: refTo(name) },
    has_more: { type: 'boolean' },
    url: { type: 'string' },
  });

const foundOf = (name: string): JsonSchema => ({
  ...envelope({
    object: { const: 'search_result' },
    data: { type: 'array', items: refTo(name) },
    has_more: { type: 'boolean' },
    next_page: { type: ['string', 'null'] },
    url: { type: 'string' },
  }),
  additionalProperties: true,
});

const deleted = (name: string): JsonSchema => envelope({ id: { type: 'string' }, object: { const: name }, deleted: { const: true } });

/** The name of the type that an answer is made of. */
export function answeredType(answers: Answers | undefined): string | undefined {
  if (answers === undefined || typeof answers === 'string') return answers;
  return 'listOf' in answers ? answers.listOf : undefined;
}

/** What a route answers when it does not refuse. */
export function answerSchema({ answers, path }: Pick<AnyRoute, 'answers' | 'path'>): JsonSchema {
  if (answers === undefined) return {};
  if (typeof answers === 'string') return refTo(answers);
  if ('deleted' in answers) return deleted(answers.deleted);
  if ('file' in answers) return { type: 'string', format: 'binary' };
  return path.endsWith('/search') ? foundOf(answers.listOf) : listOf(answers.listOf);
}

/** A field with what `expand[]` can make of it. */
function expandedField(field: JsonSchema | undefined, target: Expandable, schemas: Schemas): JsonSchema | undefined {
  if (typeof target === 'object') return { ...listOf(target.listOf), description: 'Only when it is expanded.' };
  if (field === undefined || !Object.hasOwn(schemas, target)) return field;
  return { anyOf: [field, refTo(target)], 'x-expands-to': target };
}

function withExpansion(name: string, schema: JsonSchema, expandable: ExpandableFields, schemas: Schemas): JsonSchema {
  const properties: Record<string, JsonSchema> = { ...schema.properties };
  for (const [field, target] of Object.entries(expandable[name] ?? {})) {
    const expanded = expandedField(properties[field], target, schemas);
    if (expanded !== undefined) properties[field] = expanded;
  }
  return schema.properties === undefined ? schema : { ...schema, properties };
}

/** Every type that a schema leads to. */
function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = nameIn(value as JsonSchema);
  return own === undefined ? Object.values(value).flatMap(refsIn) : [own];
}

/** The types that answers are made of, and those that they lead to, with what can be expanded in them. */
export function componentsFor(routes: readonly AnyRoute[], schemas: Schemas, expandable: ExpandableFields): Record<string, JsonSchema> {
  const components: Record<string, JsonSchema> = {};
  const open = ['error_body', ...routes.flatMap((route) => refsIn(answerSchema(route)))];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const schema = schemas[name];
    if (schema === undefined || Object.hasOwn(components, name)) continue;
    components[name] = withExpansion(name, schema, expandable, schemas);
    open.push(...refsIn(components[name]));
  }
  return Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1)));
}
