import type { JsonSchema } from '../../src/http/describe.ts';

/** A parameter that a description names, outermost or within another. */
export interface Place {
  /** Names from the outermost inwards; an element of a list is named `0`. */
  readonly path: readonly string[];
  /** What may stand there, without the nothing that may stand there as well. */
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

/** Of several that a place may hold, the one with the most in it. */
function fullest(schema: JsonSchema): JsonSchema {
  const { anyOf } = schema;
  if (anyOf === undefined) return schema;
  return anyOf.find(({ properties }) => properties !== undefined) ?? anyOf.find(({ type }) => type !== 'null') ?? {};
}

/** Every parameter that a description names, outer ones before those within. */
export function placesIn(description: JsonSchema, path: readonly string[] = [], isRequired = true): Place[] {
  const schema = fullest(description);
  const here = path.length === 0 ? [] : [{ path, schema, isRequired }];
  if (schema.items !== undefined) return [...here, ...placesIn(schema.items, [...path, '0'], false)];
  const within = Object.entries(schema.properties ?? {});
  return [...here, ...within.flatMap(([name, inner]) => placesIn(inner, [...path, name], schema.required?.includes(name) ?? false))];
}
