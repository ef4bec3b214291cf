import type { z } from 'zod';

/** What parameters a schema takes: a single value, named ones, or a list. */
export type Shape =
  | { readonly kind: 'value' }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, { readonly shape: Shape; readonly isRequired: boolean }> }
  | { readonly kind: 'list'; readonly element: Shape };

interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly out?: z.ZodType;
  readonly in?: z.ZodType;
  readonly element?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
}

const VALUE: Shape = { kind: 'value' };
const definitionOf = (schema: z.ZodType): Definition => schema.def as unknown as Definition;

/** Reads the shape off a schema that `http/fields.ts` made: what a pipe ends in says what it takes. */
export function shapeOf(schema: z.ZodType): Shape {
  const { type, innerType, out, element, shape } = definitionOf(schema);
  if (type === 'object' && shape !== undefined) {
    const fields = Object.entries(shape).map(
      ([name, field]) => [name, { shape: shapeOf(field), isRequired: definitionOf(field).type !== 'optional' }] as const,
    );
    return { kind: 'object', fields: new Map(fields) };
  }
  if (type === 'array' && element !== undefined) return { kind: 'list', element: shapeOf(element) };
  const inner = innerType ?? out;
  return inner === undefined ? VALUE : shapeOf(inner);
}

export interface Place {
  /** Names from the outermost inwards. */
  readonly path: readonly string[];
  readonly shape: Shape;
  readonly isRequired: boolean;
}

/** Every parameter that a schema names, outer ones before those within; an element of a list is named `0`. */
export function placesIn(shape: Shape, path: readonly string[] = [], isRequired = true): Place[] {
  const here = path.length === 0 ? [] : [{ path, shape, isRequired }];
  if (shape.kind === 'list') return [...here, ...placesIn(shape.element, [...path, '0'], false)];
  if (shape.kind !== 'object') return here;
  return [...here, ...[...shape.fields].flatMap(([name, field]) => placesIn(field.shape, [...path, name], field.isRequired))];
}
