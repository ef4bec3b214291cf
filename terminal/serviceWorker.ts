import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** What only the card fields in pages of others need, and copies that the server chooses among: neither belongs to the app. */
const LEFT_OUT = /^card-fields|^sw\.js$|\.(?:br|gz|map)$/;
const IN_APP = /\.(?:js|css|svg|png|woff2|webmanifest)$/;
/** Stands in the built page where its version belongs, so that the page knows whether the worker's is another. */
const VERSION_PLACEHOLDER = '__PAGES_VERSION__';

/**
 * The worker that keeps the built pages for when there is no network. Of the server's answers it keeps the page and its files, and nothing else: what
 * it does not know it leaves alone, so no answer of the API and no card field ever lies in a cache. A page is asked of the server each time and the
 * kept one shown only when no answer comes; it is kept with its headers, so that the nonce of its policy fits the one in its text.
 */
const worker = (version: string, files: readonly string[]): string => `'use strict';
const VERSION = '${version}';
const CACHE = 'guichet-' + VERSION;
const FILES = ${JSON.stringify(files)};
const KNOWN = new Set(FILES);
const PAGE = '/';
const NOT_PAGES = /^\\/(?:v\\d+|guichet|pay|docs|openapi\\.json|healthz|readyz|metrics)(?:\\/|$)/;
const PAGE_WITHIN_MS = 5000;
/** What stands between us and the server says that it is not there. */
const NOT_THERE = new Set([502, 503, 504]);

const isHashed = (path) => path.startsWith('/assets/');

async function keepPage(cache) {
  const answer = await fetch(PAGE, { cache: 'no-store', credentials: 'omit' });
  const text = await answer.clone().text();
  // Two servers of different versions may stand behind one address: a page and files that do not fit are worse than none.
  if (!answer.ok || !text.includes(VERSION)) throw new Error('The page is of another version.');
  await cache.put(PAGE, answer);
}

async function keepFile(cache, path) {
  // A name with a hash never changes its content, so an earlier version may hold it.
  const kept = isHashed(path) ? await caches.match(path, { ignoreVary: true }) : undefined;
  if (kept === undefined) await cache.add(new Request(path, { credentials: 'omit' }));
  else await cache.put(path, kept);
}

async function keepAll() {
  const cache = await caches.open(CACHE);
  await keepPage(cache);
  // A few at a time: what somebody asks for meanwhile finds the line free.
  const left = [...FILES];
  const lane = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) await keepFile(cache, path);
  };
  await Promise.all([lane(), lane(), lane()]);
}

async function install() {
  try {
    await keepAll();
  } catch (error) {
    // All or nothing: the browser tries again with the next visit.
    await caches.delete(CACHE);
    throw error;
  }
  await skipWaiting();
}

async function activate() {
  // The version before stays: pages that are open may still ask for its files.
  const others = (await caches.keys()).filter((name) => name.startsWith('guichet-') && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await clients.claim();
  for (const client of await clients.matchAll()) client.postMessage({ pages: VERSION });
}

async function answerPage(request) {
  const kept = () => caches.match(PAGE, { cacheName: CACHE, ignoreVary: true });
  const asked = fetch(request).then(async (answer) => (NOT_THERE.has(answer.status) ? ((await kept()) ?? answer) : answer));
  const late = new Promise((resolve) => setTimeout(resolve, PAGE_WITHIN_MS)).then(kept);
  return Promise.race([asked.catch(async () => (await kept()) ?? Response.error()), late.then((found) => found ?? asked)]);
}

async function answerFile(request, path) {
  const where = isHashed(path) ? { ignoreVary: true } : { ignoreVary: true, cacheName: CACHE };
  return (await caches.match(path, where)) ?? fetch(request);
}

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(activate()));
addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') {
    if (request.destination === 'document' && !NOT_PAGES.test(pathname) && !KNOWN.has(pathname)) event.respondWith(answerPage(request));
  } else if (KNOWN.has(pathname) || isHashed(pathname)) {
    event.respondWith(answerFile(request, pathname));
  }
});
`;

/** Writes `sw.js` beside the built pages, and into both the version, which changes with any of the files. */
export function serviceWorker(): Plugin {
  return {
    name: 'guichet:service-worker',
    apply: 'build',
    writeBundle({ dir }) {
      const folder = dir ?? '';
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && IN_APP.test(entry.name) && !LEFT_OUT.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/'))
        .sort();
      const page = join(folder, 'index.html');
      const hash = createHash('sha256');
      for (const file of ['/index.html', ...files]) hash.update(file).update(readFileSync(join(folder, file)));
      const version = hash.digest('hex').slice(0, 16);
      writeFileSync(page, readFileSync(page, 'utf8').replaceAll(VERSION_PLACEHOLDER, version));
      writeFileSync(join(folder, 'sw.js'), worker(version, files));
    },
  };
}
