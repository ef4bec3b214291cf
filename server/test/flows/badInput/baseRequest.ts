import { type Samples, sampleOf } from '../../../src/docs/samples.ts';
import { describe } from '../../../src/http/describe.ts';
import { decodeForm } from '../../../src/http/formDecode.ts';
import type { Schema } from '../../../src/http/parse.ts';
import type { AnyRoute } from '../../../src/http/route.ts';
import { asForm, type Values } from './encodings.ts';

/** A request that would be accepted, or that is refused only for the state of what it names. Flaws are put into it one at a time. */
export interface BaseRequest {
  /** What stands in the address for `:id` and the like. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Values;
  readonly body?: Values;
}

/** What exists for requests to name. */
export interface Existing {
  /** By the part of the address before it, as `customers`. */
  idIn(part: string): string;
  /** By prefix, as `cus`. */
  idFor(prefix: string): string;
}

const isTaken = (schema: Schema<unknown>, values: Samples): boolean => schema.safeParse(decodeForm(asForm(values as Values))).success;

/** Every parameter that a schema describes, less those that exclude others. */
function everything(schema: Schema<unknown>, { idFor }: Existing): Samples {
  const description = describe(schema) ?? {};
  let values = sampleOf(description, { all: true, idFor }) as Samples;
  for (const name of Object.keys(values).reverse()) {
    if (isTaken(schema, values)) break;
    if (description.required?.includes(name)) continue;
    const { [name]: _, ...others } = values;
    if (isTaken(schema, others)) values = others;
  }
  return values;
}

/** No name is looked up in these tests: an address of the documentation is asked for by its number. */
const byNumber = <T>(values: T): T => JSON.parse(JSON.stringify(values).replaceAll('https://example.com/', 'https://93.184.215.14/')) as T;

/** A request for a route, made from nothing but its descriptions and what exists. */
export function baseRequest(route: AnyRoute, existing: Existing): BaseRequest {
  const params = Object.fromEntries(
    [...route.path.matchAll(/([^/]+)\/:(\w+)/g)].map(([, part = '', name = '']) => [name, existing.idIn(part === ':id' ? name : part)]),
  );
  const query = byNumber(everything(route.query, existing)) as Values;
  const body = byNumber(everything(route.body, existing)) as Values;
  return {
    ...(Object.keys(params).length > 0 && { params }),
    ...(Object.keys(query).length > 0 && { query }),
    ...(Object.keys(body).length > 0 && { body }),
  };
}
