import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Random } from '../platform/random.ts';
import { looksLikeApi, pathOf } from './headers.ts';

/** Stands in the built page wherever a nonce belongs; the build puts it there. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';
const INDEX = 'index.html';
/** A page of its own, which a route serves: card fields for pages of others. */
export const CARD_FIELDS_PAGE = 'card-fields.html';
const YEAR_SECONDS = 31_536_000;

export interface PagesOptions {
  /** Where the built pages lie. */
  readonly folder: string;
  readonly random: Random;
  /** Whose pages the terminal frames: the card fields of providers. */
  readonly frameOrigins: () => Promise<readonly string[]>;
  /** Whose pages may open or frame the counter, to be told of what happens in it. */
  readonly hostOrigins: () => Promise<readonly string[]>;
}

/**
 * Only our own files run, and only inline parts that carry this answer's nonce. Style attributes are let through, because a mail shown
 * in a sandboxed frame (`srcdoc`) inherits this policy and mails are styled by attributes; such a frame runs no script and loads nothing.
 */
function contentSecurityPolicy(nonce: string, frames: readonly string[], hosts: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    ["frame-src 'self'", ...frames].join(' '),
    ['frame-ancestors', ...(hosts.length === 0 ? ["'none'"] : hosts)].join(' '),
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

const PAGE_HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self)',
};

/** The worker that keeps the pages for when there is no network. What it may ask is ruled by its own answer's policy: our files, and nothing else. */
const WORKER = '/sw.js';
const WORKER_POLICY = "default-src 'none'; connect-src 'self'";

/** The files of a folder by the address at which they are served; the page itself and compressed copies are not asked for by name. */
function filesIn(folder: string): ReadonlySet<string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length).split(sep).join('/'));
  return new Set(paths.filter((path) => path !== `/${INDEX}` && path !== `/${CARD_FIELDS_PAGE}` && !/\.(?:br|gz)$/.test(path)));
}

/** The address of the counter: the one page that others may open or frame. From there on the app changes addresses without asking for a page. */
const COUNTER = '/';

const wantsPage = (request: FastifyRequest): boolean => /text\/html|\*\/\*/.test(request.headers.accept ?? '*/*');

/** Files whose name has a hash in it never change; the rest is asked for again each time. */
const isHashed = (path: string): boolean => path.startsWith('/assets/');

/**
 * Serves the built single-page app: its files, and its page at every other address that isn't the API's. The folder is read once, at the
 * start, so that no address can reach another file.
 */
export async function registerPages(app: FastifyInstance, { folder, random, frameOrigins, hostOrigins }: PagesOptions): Promise<void> {
  const files = filesIn(folder);
  const template = readFileSync(join(folder, INDEX), 'utf8').split(NONCE_PLACEHOLDER);
  await app.register(fastifyStatic, { root: folder, serve: false, preCompressed: true, cacheControl: false });
  app.get('/*', async (request, reply) => {
    const path = pathOf(request.url);
    reply.headers(PAGE_HEADERS);
    if (files.has(path)) {
      if (path === WORKER) reply.header('content-security-policy', WORKER_POLICY);
      reply.header('cache-control', isHashed(path) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
      return reply.sendFile(path.slice(1));
    }
    if (looksLikeApi(path) || isHashed(path) || !wantsPage(request)) return reply.callNotFound();
    const nonce = random.bytes(18).toString('base64');
    const [frames, hosts] = await Promise.all([frameOrigins(), path === COUNTER ? hostOrigins() : []]);
    reply.header('content-security-policy', contentSecurityPolicy(nonce, frames, hosts));
    // A page that is alone in its group has no opener that it could tell anything.
    if (hosts.length > 0) reply.header('cross-origin-opener-policy', 'unsafe-none');
    return reply.type('text/html; charset=utf-8').send(template.join(nonce));
  });
}
