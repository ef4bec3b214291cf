import type { JsonSchema } from '../http/describe.ts';
import { type Sample, type SampleOptions, type Samples, sampleOf } from './samples.ts';

/** The address that the pages write until they know their own. */
export const SAMPLE_BASE = 'http://localhost:4242';
const KEY = 'sk_test_…';

export interface SampleCall {
  readonly method: string;
  readonly path: string;
  readonly query: Samples;
  readonly body: Samples;
}

export interface CallShape {
  readonly method: string;
  /** `/v1/charges/{id}` */
  readonly template: string;
  readonly query: JsonSchema;
  readonly body: JsonSchema;
}

const isEmpty = (schema: JsonSchema): boolean => Object.keys(schema.properties ?? {}).length === 0;

/** Lists are read in pages of three here, and their required parameters given. */
function sampleQuery(query: JsonSchema, options: SampleOptions): Samples {
  const names = Object.keys(query.properties ?? {}).filter((name) => query.required?.includes(name) || name === 'limit');
  const properties = Object.fromEntries(names.map((name) => [name, query.properties?.[name] ?? {}]));
  return names.length === 0 ? {} : (sampleOf({ ...query, properties }, { ...options, all: true }) as Samples);
}

/** A call that somebody might make. `idIn` knows what stands in the address for `{id}`. */
export function sampleCall(
  { method, template, query, body }: CallShape,
  options: SampleOptions,
  idIn: (part: string) => string,
): SampleCall {
  const path = template.replace(/([^/]+)\/\{(\w+)\}/g, (_, part: string) => `${part}/${idIn(part)}`);
  const { expand: _, ...properties } = body.properties ?? {};
  const shown = { ...body, properties };
  return { method, path, query: sampleQuery(query, options), body: isEmpty(shown) ? {} : (sampleOf(shown, options) as Samples) };
}

/** Parameters as a form has them: `a[b]=c`, `a[0]=x`. */
export function formPairs(value: Sample, name = ''): [name: string, value: string][] {
  if (typeof value !== 'object' || value === null) return [[name, value === null ? '' : String(value)]];
  const entries: [string, Sample][] = Array.isArray(value) ? value.map((item, at) => [String(at), item]) : Object.entries(value);
  return entries.flatMap(([part, item]) => formPairs(item, name === '' ? part : `${name}[${part}]`));
}

const quoted = (text: string): string => (/^[\w./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

function flagsFor({ method, path, query, body }: SampleCall): string[] {
  if (method === 'POST' && !path.startsWith('/v1/')) {
    return Object.keys(body).length === 0 ? ['-X POST'] : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body))}`];
  }
  const pairs = formPairs(method === 'POST' ? body : query).map(([name, value]) => {
    const isPlain = /^[\w.,:@/ -]*$/.test(value) && !value.includes('+');
    return `${isPlain ? '-d' : '--data-urlencode'} ${quoted(`${name}=${value}`)}`;
  });
  if (method === 'GET') return pairs.length === 0 ? [] : ['-G', ...pairs];
  return pairs.length === 0 || method === 'DELETE' ? [`-X ${method}`] : pairs;
}

/** The call as somebody types it. */
export function curlOf(call: SampleCall): string {
  const flags = flagsFor(call);
  const lines = [`curl ${quoted(SAMPLE_BASE + call.path)}`, ...[`-u ${KEY}:`, ...flags].map((flag) => `  ${flag}`)];
  return lines.join(' \\\n');
}
