import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger, rotatingFile } from './log.ts';

interface Line {
  [name: string]: unknown;
}

function capture(): { lines: Line[]; raw: string[]; write(line: string): void } {
  const raw: string[] = [];
  const lines: Line[] = [];
  return {
    raw,
    lines,
    write: (line) => {
      raw.push(line);
      lines.push(JSON.parse(line) as Line);
    },
  };
}

describe('a log line', () => {
  it('shows no secret that stands under its name', () => {
    const out = capture();
    const card = { number: '4242', cvc: '123' };
    createLogger('info', out).info({ card, body: { card: { card } }, headers: { authorization: 'Bearer x', 'set-cookie': 'y' } }, 'taken');
    expect(out.lines[0]).toMatchObject({
      level: 'info',
      msg: 'taken',
      card: { number: '[redacted]', cvc: '[redacted]' },
      body: { card: { card: { number: '[redacted]', cvc: '[redacted]' } } },
      headers: { authorization: '[redacted]', 'set-cookie': '[redacted]' },
    });
  });

  it.each([
    ['in a message', (log: ReturnType<typeof createLogger>) => log.info('got 4242424242424242 from the caller')],
    ['in groups', (log: ReturnType<typeof createLogger>) => log.info({ note: 'say "4242 4242 4242 4242"' }, 'x')],
    ['with hyphens', (log: ReturnType<typeof createLogger>) => log.info({ note: '4242-4242-4242-4242' }, 'x')],
    ['as a number', (log: ReturnType<typeof createLogger>) => log.info({ note: 4242424242424242 }, 'x')],
    ['in an error', (log: ReturnType<typeof createLogger>) => log.info({ err: new Error('bad 378282246310005') }, 'x')],
    ['as a property name', (log: ReturnType<typeof createLogger>) => log.info({ '4242424242424242': 1 }, 'x')],
  ])('shows no card number %s, and stays JSON', (_where, write) => {
    const out = capture();
    write(createLogger('info', out));
    expect(out.raw[0]).toContain('[card]');
    expect(out.raw[0]?.replace(/\D/g, '')).not.toMatch(/4242424242424242|378282246310005/);
  });

  it('leaves other numbers alone', () => {
    const out = capture();
    createLogger('info', out).info({ ms: 0.4242424242424242, order: '4242424242424241', amountMinor: 4990 }, 'x');
    expect(out.lines[0]).toMatchObject({ ms: 0.4242424242424242, order: '4242424242424241', amountMinor: 4990 });
  });

  it('names a request without its query and an error without its row', () => {
    const out = capture();
    const err = Object.assign(new Error('duplicate key'), {
      code: '23505',
      constraint: 'people_mail_key',
      detail: 'Key (mail)=(ann@example.com)',
    });
    createLogger('info', out).info({ req: { id: 'req_1', method: 'GET', url: '/v1/customers?email=ann@example.com' }, err }, 'x');
    expect(out.lines[0]).toMatchObject({
      req: { id: 'req_1', method: 'GET', path: '/v1/customers' },
      err: { code: '23505', constraint: 'people_mail_key' },
    });
    expect(out.raw[0]).not.toContain('ann@example.com');
  });
});

describe('a rotating file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'guichet-log-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('starts a new file when it is full and is read by its owner only', () => {
    const file = join(folder, 'log', 'server.log');
    rotatingFile(file).write('first\n');
    truncateSync(file, 19_999_990);
    const again = rotatingFile(file);
    again.write('a line that no longer fits\n');
    again.write('and the next\n');
    expect(readdirSync(join(folder, 'log')).sort()).toEqual(['server.log', 'server.log.1']);
    expect(readFileSync(file, 'utf8')).toBe('a line that no longer fits\nand the next\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
