import type { JsonSchema } from '../../src/http/describe.ts';

type Schemas = Readonly<Record<string, JsonSchema>>;

const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

function problemsOfObject(schema: JsonSchema, value: Readonly<Record<string, unknown>>, schemas: Schemas, at: string): string[] {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const missing = required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${at}.${name} is missing`);
  const others = Object.entries(value).flatMap(([name, inner]) => {
    const own = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (own === false || own === undefined) return [`${at}.${name} is not known`];
    return own === true ? [] : problemsIn(own, inner, schemas, `${at}.${name}`);
  });
  return [...missing, ...others];
}

/** What keeps a JSON value from satisfying a schema of ours; nothing when it does. */
export function problemsIn(schema: JsonSchema, value: unknown, schemas: Schemas, at = ''): string[] {
  const name = schema.$ref?.split('/').at(-1);
  if (name !== undefined) {
    const target = schemas[name];
    return target === undefined ? [`${at} is described by ${name}, which nobody describes`] : problemsIn(target, value, schemas, at);
  }
  if (schema.anyOf !== undefined) {
    const tried = schema.anyOf.map((each) => problemsIn(each, value, schemas, at));
    return tried.some((problems) => problems.length === 0) ? [] : (tried.toSorted((a, b) => a.length - b.length)[0] ?? []);
  }
  const actual = typeOf(value);
  if (schema.const !== undefined) return schema.const === value ? [] : [`${at} is not ${schema.const}`];
  if (schema.enum !== undefined && !(schema.enum as readonly unknown[]).includes(value))
    return [`${at} is ${value}, none of ${schema.enum}`];
  const allowed = schema.type === undefined ? undefined : [schema.type].flat();
  const isAllowed = allowed?.includes(actual) ?? true;
  if (!isAllowed && !(actual === 'integer' && allowed?.includes('number'))) return [`${at} is of type ${actual}, not ${allowed}`];
  if (actual === 'array') return (value as unknown[]).flatMap((item, n) => problemsIn(schema.items ?? {}, item, schemas, `${at}[${n}]`));
  return actual === 'object' && schema.type === 'object' ? problemsOfObject(schema, value as Record<string, unknown>, schemas, at) : [];
}
