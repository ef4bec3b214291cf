import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../harness/serverProcess.ts';
import { until } from '../../harness/until.ts';

const ROOT = join(import.meta.dirname, '../../../..');

/** The receiver that `docs/api/webhooks.md` shows, run as it stands there. */
export interface DocumentedReceiver {
  readonly url: string;
  /** What it did, a line each: the type of the event and the object's id. */
  done(): string[];
  close(): void;
}

function sample(): string {
  const [, code] = /```js\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs/api/webhooks.md'), 'utf8')) ?? [];
  if (code === undefined) throw new Error('docs/api/webhooks.md shows no receiver.');
  return code;
}

export async function runDocumentedReceiver(secret: string): Promise<DocumentedReceiver> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '-'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: String(port), WEBHOOK_SECRET: secret },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stdin?.end(sample());
  const isOpen = () =>
    fetch(url, { method: 'POST' }).then(
      () => true,
      () => false,
    );
  await until(isOpen);
  return { url, done: () => output.split('\n').filter(Boolean), close: () => child.kill() };
}
