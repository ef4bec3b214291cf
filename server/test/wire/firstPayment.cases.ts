import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { raw, whole } from './place.ts';

const ROOT = join(import.meta.dirname, '../../..');
const README = readFileSync(join(ROOT, 'docs/api/README.md'), 'utf8');
const SECTION = README.split('## A first payment in five lines')[1]?.split('\n## ')[0] ?? '';

const codeIn = (language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\n\`\`\``).exec(SECTION)?.[1] ?? '';

describe('the first payment', () => {
  it('takes five lines, which work as they stand', async () => {
    const lines = codeIn('js');
    expect(lines.split('\n').length).toBe(5);
    const { port } = new URL(whole.base);
    const here = lines.replace('sk_test_…', whole.key).replace('port: 4242', `port: ${port}`);
    expect(here).not.toContain('…');
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', here], { cwd: ROOT });
    expect(stdout).toBe('succeeded\n');
  });

  it('works with curl as well', async () => {
    const words = [
      ...codeIn('sh')
        .replace(/\\\n/g, '')
        .matchAll(/'([^']*)'|(\S+)/g),
    ].map(([, quoted, bare]) => quoted ?? bare ?? '');
    const [program, address = ''] = words;
    const given = (flag: string) => words.flatMap((word, at) => (word === flag ? [words[at + 1] ?? ''] : []));
    expect([program, new URL(address).origin, given('-u')]).toEqual(['curl', 'http://localhost:4242', ['sk_test_…:']]);
    const headers = Object.fromEntries(given('-H').map((header) => header.split(': ') as [string, string]));
    const { body } = await raw('POST', new URL(address).pathname, { body: given('-d').join('&'), headers });
    expect(body).toMatchObject({ object: 'payment_intent', status: 'succeeded', amount: 4990 });
  });
});
