import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { defineConfig, mergeConfig, type Plugin, type UserConfig } from 'vite';
import { joinedFirstLoad } from './joinedFirstLoad.ts';
import { serviceWorker } from './serviceWorker.ts';

const root = import.meta.dirname;
const linguiConfig = { cwd: root, configPath: join(root, 'lingui.config.ts') };
const COMPRESSIBLE = /\.(?:js|css|svg)$/;

/** Writes `.br` and `.gz` beside each file, so that the server never compresses. The index is left out: it changes with each request. */
function precompress(): Plugin {
  return {
    name: 'guichet:precompress',
    apply: 'build',
    writeBundle({ dir }) {
      for (const entry of readdirSync(dir ?? '', { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !COMPRESSIBLE.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        const content = readFileSync(path);
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

const server = process.env.GUICHET_DEV_SERVER ?? 'http://localhost:4242';

const page = join(root, 'index.html');
const begins = join(root, 'src/begins.ts');

function pages(command: 'build' | 'serve', mode: string): UserConfig {
  return {
    root,
    plugins: [
      react(),
      lingui({ ...linguiConfig, failOnMissing: mode === 'production', failOnCompileError: true }),
      babel({ presets: [linguiTransformerBabelPreset({}, linguiConfig)] }),
    ],
    // The server replaces the placeholder with the nonce of each request; the development server has no policy and needs none.
    ...(command === 'build' ? { html: { cspNonce: '__CSP_NONCE__' } } : {}),
    build: {
      rolldownOptions: { input: [page, join(root, 'card-fields.html')] },
      target: 'es2023',
      outDir: 'dist',
      assetsInlineLimit: 0,
      cssCodeSplit: true,
      modulePreload: { polyfill: false },
    },
    server: { port: 4243, proxy: { '/v1': server, '/guichet': server, '/healthz': server, '/docs': server, '/openapi.json': server } },
  };
}

export default defineConfig(({ command, mode }) =>
  mergeConfig(pages(command, mode), {
    plugins: [joinedFirstLoad({ page, begins, usual: pages('build', mode) }), serviceWorker(), precompress()],
  }),
);
