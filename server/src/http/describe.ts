import type { z } from 'zod';

/** JSON Schema (2020-12), as far as parameters and wire resources need it. `x-` names are ours. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly maxProperties?: number;
  readonly items?: JsonSchema;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly contentMediaType?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** The prefix of the id that belongs here. */
  readonly 'x-id'?: string;
  /** The resource that `expand[]` puts in the place of this id. */
  readonly 'x-expands-to'?: string;
}

interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
}

const descriptions = new WeakMap<z.ZodType, () => JsonSchema>();
const definitionOf = (schema: z.ZodType): Definition => schema.def as unknown as Definition;

/**
 * Writes down what a schema takes, where the schema is made: so the description and the parser are changed by the same hand. Composed ones
 * give a function, since they describe what they are composed of.
 */
export function described<S extends z.ZodType>(schema: S, description: JsonSchema | (() => JsonSchema)): S {
  descriptions.set(schema, typeof description === 'function' ? description : () => description);
  return schema;
}

/**
 * What a schema of parameters takes; undefined when nobody said so. One that was made of described ones by zod's own means (`optional`,
 * `refine`, `transform`) is described by them.
 */
export function describe(schema: z.ZodType): JsonSchema | undefined {
  const own = descriptions.get(schema);
  if (own !== undefined) return own();
  const { innerType, in: input, out } = definitionOf(schema);
  if (innerType !== undefined) return describe(innerType);
  return (input && describe(input)) ?? (out && describe(out));
}

export const isOptional = (schema: z.ZodType): boolean => definitionOf(schema).type === 'optional';
