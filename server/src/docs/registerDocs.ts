import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { JsonSchema } from '../http/describe.ts';
import type { ExpandableFields } from '../http/expand.ts';
import type { AnyRoute } from '../http/route.ts';
import { SAMPLE_BASE } from './curl.ts';
import { openApiDocument } from './openApi.ts';
import { docsPage } from './page.ts';
import type { Examples } from './resourceHtml.ts';
import { readWords } from './words.ts';

const WORDS = join(import.meta.dirname, '../../../docs/api');
const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

export interface Documented {
  readonly routes: readonly AnyRoute[];
  readonly expandable: ExpandableFields;
}

/** All that is said of these routes: the document for programs, and the page for people. */
function documentationOf({ routes, expandable }: Documented) {
  const words = readWords(WORDS);
  const schemas = JSON.parse(read('schemas.gen.json')) as Record<string, JsonSchema>;
  const examples = JSON.parse(read('examples.gen.json')) as Examples;
  const sources = { routes, expandable, schemas, calls: words.calls };
  const document = openApiDocument(sources);
  const page = docsPage({ ...sources, components: document.components.schemas, examples, words });
  return { json: JSON.stringify(document), page };
}

/** Nothing runs in this page and nothing of others is loaded. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
};

const HOST = /^[a-z0-9.-]{1,253}(?::\d{1,5})?$|^\[[0-9a-f:]{2,45}\](?::\d{1,5})?$/i;

/** The examples with the address at which the reader found them. */
function atAddress(page: string, protocol: string, host: string): string {
  if (!HOST.test(host)) return page;
  const { hostname, port } = new URL(`${protocol}://${host}`);
  const client = `host: '${hostname}', port: ${port === '' ? (protocol === 'https' ? 443 : 80) : port}, protocol: '${protocol}'`;
  return page.replaceAll("host: 'localhost', port: 4242, protocol: 'http'", client).replaceAll(SAMPLE_BASE, `${protocol}://${host}`);
}

/** `GET /openapi.json`, and `/docs` for people. Both are made from what the server serves, when somebody first asks for one of them. */
export function registerDocs(app: FastifyInstance, documented: Documented): void {
  let made: ReturnType<typeof documentationOf> | null = null;
  const documentation = () => {
    made ??= documentationOf(documented);
    return made;
  };
  const style = read('page.css');
  const send = (reply: FastifyReply, type: string, content: string) => reply.headers(HEADERS).type(type).send(content);
  app.get('/openapi.json', (_request, reply) => send(reply, 'application/json; charset=utf-8', documentation().json));
  app.get('/docs/page.css', (_request, reply) => send(reply, 'text/css; charset=utf-8', style));
  for (const path of ['/docs', '/docs/'])
    app.get(path, (request, reply) =>
      send(reply, 'text/html; charset=utf-8', atAddress(documentation().page, request.protocol, request.host)),
    );
}
