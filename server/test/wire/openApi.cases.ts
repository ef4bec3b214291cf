import { ERRORS } from '@guichet/contract/errors.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { answeredType } from '../../src/docs/answerSchemas.ts';
import { curlOf, formPairs, sampleCall } from '../../src/docs/curl.ts';
import { callOf, type OpenApiDocument, type Operation, pathTemplate } from '../../src/docs/openApi.ts';
import { describe as describeSchema, type JsonSchema } from '../../src/http/describe.ts';
import { decodeForm } from '../../src/http/formDecode.ts';
import { placesIn } from '../docs/places.ts';
import { whole } from './place.ts';

let document: OpenApiDocument;
let operations: [call: string, operation: Operation][];

const isEmpty = (schema: object | undefined): boolean => schema === undefined || Object.keys(schema).length === 0;

/** Every object within a JSON value that has a name. */
function under(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.hasOwn(value, name) ? [(value as Record<string, unknown>)[name]] : [];
  return [...own, ...Object.values(value).flatMap((each) => under(each, name))];
}

/** What `#/components/parameters/StripeVersion` leads to. */
const resolve = (ref: string): unknown =>
  ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document);

/** Calls that take a file. */
const UPLOADS = ['POST /v1/files', 'POST /guichet/v1/business/logo'];

describe('/openapi.json', () => {
  beforeAll(async () => {
    const response = await fetch(`${whole.base}/openapi.json`);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    document = (await response.json()) as OpenApiDocument;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method.toUpperCase()} ${path}`, operation]),
    );
  });

  it('has every route that is served, and no other', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(operations.map(([call]) => call).sort()).toEqual(whole.server.routes.map(callOf).sort());
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('leads nowhere that is not there', () => {
    const refs = under(document, '$ref') as string[];
    expect(refs.length).toBeGreaterThan(100);
    expect([...new Set(refs)].filter((ref) => resolve(ref) === undefined)).toEqual([]);
    const schemes = Object.keys(document.components.securitySchemes ?? {});
    const named = operations.flatMap(([, { security }]) => security.flatMap((each) => Object.keys(each)));
    expect([...new Set(named)].filter((scheme) => !schemes.includes(scheme))).toEqual([]);
  });

  it('says of each route what it does and what it answers, in types of the contract', () => {
    // Payers get pages, and are sent on.
    const silent = whole.server.routes.filter(
      ({ answers, downloads, path }) => answers === undefined && !downloads && !path.startsWith('/pay/'),
    );
    expect(silent.map(callOf), 'Give the route `answers`.').toEqual([]);
    const types = whole.server.routes.flatMap(({ answers }) => answeredType(answers) ?? []);
    const unknown = types.filter((type) => !Object.hasOwn(document.components.schemas, type));
    expect([...new Set(unknown)], 'Declare the type in the contract, then: node server/test/docs/renew.ts').toEqual([]);
    expect(operations.filter(([, { summary }]) => summary === '').map(([call]) => call)).toEqual([]);
    expect(operations.filter(([, { tags }]) => tags[0] === 'Other').map(([call]) => call)).toEqual([]);
  });

  it('describes every parameter, also within others', () => {
    const undescribed = whole.server.routes.flatMap((route) =>
      [route.query, route.body]
        .flatMap((schema) => placesIn(describeSchema(schema) ?? {}))
        .filter(({ schema }) => isEmpty(schema))
        .map(({ path }) => `${callOf(route)}: ${path.join('.')}`),
    );
    expect(undescribed).toEqual([]);
    for (const [call, { parameters, requestBody }] of operations) {
      const inPath = parameters.filter((each) => each.in === 'path').map(({ name }) => `{${name}}`);
      expect(inPath).toEqual(call.match(/\{\w+\}/g) ?? []);
      const types = Object.keys(requestBody?.content ?? {});
      const usual = call.includes(' /v1/') ? 'application/x-www-form-urlencoded' : 'application/json';
      if (types.length > 0) expect(types).toEqual([UPLOADS.includes(call) ? 'multipart/form-data' : usual]);
    }
  });

  it('names permissions, codes, and what can be expanded', () => {
    const { '/v1/refunds': refunds, '/v1/charges': charges } = document.paths;
    expect(refunds?.post?.security).toContainEqual({ key: ['refunds.write'] });
    expect(charges?.get?.parameters).toContainEqual(expect.objectContaining({ name: 'created', style: 'deepObject', explode: true }));
    expect(charges?.get?.parameters).toContainEqual(expect.objectContaining({ name: 'expand', in: 'query' }));
    expect(charges?.get?.parameters).toContainEqual({ $ref: '#/components/parameters/StripeVersion' });
    expect(refunds?.post?.parameters).toContainEqual({ $ref: '#/components/parameters/IdempotencyKey' });
    expect(document.components.schemas.charge?.properties?.customer?.['x-expands-to']).toBe('customer');
    for (const code of Object.keys(ERRORS)) expect(JSON.stringify(document.components.responses)).toContain(code);
  });
});

describe('the examples of calls', () => {
  it('are taken by the schemas of the calls', () => {
    const options = { idFor: (prefix: string) => `${prefix}_1` };
    for (const route of whole.server.routes) {
      const shapes = { query: describeSchema(route.query) ?? {}, body: describeSchema(route.body) ?? {} } satisfies Record<
        string,
        JsonSchema
      >;
      const call = sampleCall({ method: route.method, template: pathTemplate(route.path), ...shapes }, options, () => 'x_1');
      const parsed = (['query', 'body'] as const).map((side) => {
        const form = formPairs(call[side]).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
        return route[side].safeParse(decodeForm(form.join('&'))).success;
      });
      expect(parsed, curlOf(call)).toEqual([true, true]);
    }
  });
});

describe('/docs', () => {
  it('is one page that runs nothing, on a strict policy', async () => {
    const response = await fetch(`${whole.base}/docs`);
    const html = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'/,
    );
    expect(html).not.toMatch(/<script|\son\w+=|style="|https?:\/\/(?!localhost)[^<]*\.(?:js|css)/);
    expect((await fetch(`${whole.base}/docs/page.css`)).headers.get('content-type')).toBe('text/css; charset=utf-8');
  });

  it('has an anchor for every call and every type, once, and no link that leads nowhere', async () => {
    const html = await (await fetch(`${whole.base}/docs`)).text();
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    expect(twice).toEqual([]);
    const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id);
    expect([...new Set(links)].filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids).toEqual(expect.arrayContaining(['post-v1-payment_intents', 'get-v1-charges-id', 'object-charge', 'errors', 'versions']));
    expect(html.match(/class="call"/g)?.length).toBe(whole.server.routes.length);
  });

  it('writes its examples with the address at which it was found', async () => {
    const html = await (await fetch(`${whole.base}/docs`)).text();
    const { port } = new URL(whole.base);
    expect(html).toContain(`curl http://localhost:${port}/v1/payment_intents`);
    expect(html).toContain(`port: ${port}, protocol: &#39;http&#39;`.replaceAll('&#39;', "'"));
    expect(html).not.toContain('4242/v1');
  });
});
