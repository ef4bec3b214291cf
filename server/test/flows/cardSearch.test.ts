import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/platform/clock.ts';
import { openDatabase } from '../../src/platform/openDatabase.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { openKeyFile } from '../../src/vault/index.ts';
import { revealCard } from '../../src/vault/reveal.ts';
import { formsOf } from '../harness/cardSearch.ts';
import { CardSweep } from '../harness/cardSweep.ts';
import { readTable } from '../harness/ledgerTable.ts';
import { type ServerProcess, startServerProcess } from '../harness/serverProcess.ts';
import { MISTAKES, SEARCHES, WRONG_NUMBERS } from './cardSearch/cardMistakes.ts';
import { CODES, cardOf, WAYS } from './cardSearch/cardWays.ts';
import { databaseText, flush } from './cardSearch/databaseText.ts';
import { openCodes } from './cardSearch/openCodes.ts';
import { RecordingClient } from './cardSearch/recordingClient.ts';

const BANK = readFileSync(new URL('../../../docs/connectors/sandbox.md', import.meta.url), 'utf8');
const NUMBERS = readTable(BANK, 'Test cards').map(({ number = '' }) => number);
const CODE_LIST = Object.values(CODES);
const sweep = new CardSweep([...NUMBERS, ...WRONG_NUMBERS]);
const AT_ONCE = 8;

let server: ServerProcess;
let client: RecordingClient;

beforeAll(async () => {
  server = await startServerProcess({ LOG_LEVEL: 'trace' });
  client = new RecordingClient(server);
}, 120_000);
afterAll(() => server.close());

/** Several at once, as it happens; the first error ends it. */
async function each<T>(items: readonly T[], body: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const work = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await body(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Searches files, rows and replies. */
async function sightings() {
  await flush(server.dataDir);
  const inFiles = sweep.sweepFolder(server.dataDir);
  const inRows = [...(await databaseText(server.dataDir))].flatMap(([table, text]) => sweep.sweep(table, Buffer.from(text)));
  const inReplies = client.heard.flatMap((reply) => sweep.sweep(reply.slice(0, 60), Buffer.from(reply)));
  return { ...inFiles, found: [...inFiles.found, ...inRows, ...inReplies] };
}

const logLines = (): string[] =>
  readdirSync(join(server.dataDir, 'log')).flatMap((file) => readFileSync(join(server.dataDir, 'log', file), 'utf8').split('\n'));

describe('a run with every test card', () => {
  it.each(Object.entries(WAYS))(
    'takes each of them %s',
    async (_way, take) => {
      await each(NUMBERS, async (number) => {
        // Approved, or declined by its issuer.
        expect([number.slice(-4), [200, 402].includes(await take(client, cardOf(number)))]).toEqual([number.slice(-4), true]);
      });
    },
    120_000,
  );

  it('refuses every mistake by its name', async () => {
    for (const [what, mistake] of Object.entries(MISTAKES)) {
      for (const number of ['4242424242424242', '378282246310005']) {
        const { status } = await mistake(client, cardOf(number));
        expect([what, status >= 400 && status < 500]).toEqual([what, true]);
      }
    }
    for (const number of WRONG_NUMBERS) {
      const wayIn = Object.entries(WAYS).filter(([way]) => way.startsWith('plain, with the payment') || way.startsWith('encrypted'));
      for (const [way, take] of wayIn) expect([way, await take(client, cardOf(number))]).not.toContain(200);
    }
    for (const search of SEARCHES) expect((await client.get(search('4242424242424242'))).status).toBe(200);
  }, 60_000);

  it('survives a crash while a card is on its way', async () => {
    const [plain] = Object.values(WAYS);
    // In this order, since what the second start finds left over passes the first point, but not the second.
    for (const point of ['before_transaction_2', 'after_transaction_1']) {
      await server.restart({ GUICHET_TEST_HOOKS: '1', GUICHET_CRASH_POINT: point });
      await expect(plain?.(client, cardOf('5555555555554444'))).rejects.toThrow();
      expect(await server.ended()).toBe('SIGKILL');
    }
    await server.restart({ GUICHET_CRASH_POINT: '' });
    await expect
      .poll(async () => JSON.stringify((await client.get('/guichet/v1/payments?status=processing')).body), { timeout: 20_000 })
      .toContain('"data":[]');
  }, 120_000);

  it('tells all that it knows', async () => {
    const lists = ['charges', 'payment_intents', 'events', 'customers', 'balance_transactions', 'refunds'].map((name) => `/v1/${name}`);
    for (const list of [...lists, '/guichet/v1/payments', '/guichet/v1/activity', '/guichet/v1/customers?query=ada']) {
      const answer = await client.get(`${list}${list.includes('?') ? '&' : '?'}limit=100`);
      expect([list, answer.status]).toEqual([list, 200]);
    }
    await each(client.keys, async (key) => {
      expect([200, 404]).toContain((await client.get(`/guichet/v1/requests/${key}`)).status);
    });
  }, 60_000);
});

describe('afterwards', () => {
  it('no card number lies in a file, a row or a reply, in any form', async () => {
    expect(NUMBERS.length).toBeGreaterThan(40);
    expect(sweep.packed).toBeGreaterThan(20);
    const { files, bytes, found } = await sightings();
    expect(files).toBeGreaterThan(500);
    expect(bytes).toBeGreaterThan(20_000_000);
    expect(found).toEqual([]);
  }, 60_000);

  it('no security code stands in a log or a reply', () => {
    const lines = logLines();
    expect(lines.length).toBeGreaterThan(500);
    expect(openCodes(lines, CODE_LIST)).toEqual([]);
    expect(openCodes(client.heard, CODE_LIST)).toEqual([]);
  });

  it('no security code is kept, and every card opens without one', async () => {
    const { ownerPassword: _owner, ...pool } = { ...server.ownerPool(), ownerPassword: null };
    const database = openDatabase(pool);
    const cards = await database.query<{ tenant_id: number; id: `vc_${string}` }>('all cards', 'SELECT tenant_id, id FROM vault_cards');
    const kept = await database.query<{ last4: string }>(
      'kept codes',
      'SELECT m.last4 FROM security_codes s LEFT JOIN payment_methods m ON m.tenant_id = s.tenant_id AND m.card_id = s.card_id',
    );
    const vault = {
      sql: database,
      keys: openKeyFile(join(server.dataDir, 'keys', 'vault.key'), systemRandom),
      random: systemRandom,
      clock: systemClock,
    };
    const revealed = await Promise.all(cards.map(({ tenant_id: tenantId, id: cardId }) => revealCard(vault, { tenantId, cardId })));
    await database.close();
    expect(kept).toEqual([]);
    expect(new Set(revealed.map(({ cvc }) => cvc))).toEqual(new Set([null]));
    // The vault does have the cards: what was searched for is there, sealed.
    const known = new Set(revealed.map(({ number }) => number));
    expect(NUMBERS.filter((number) => !known.has(number))).toEqual([]);
  });

  it('what is shut down holds no more than what runs', async () => {
    expect(await server.stop()).toBe(0);
    expect(sweep.sweepFolder(server.dataDir).found).toEqual([]);
    await server.restart();
  }, 60_000);
});

describe('the search would have found', () => {
  it.each(formsOf('5200828282828210').map(([form]) => form))('a number that lies beside the database as %s', (form) => {
    const folder = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-planted-`));
    const [, bytes] = formsOf('5200828282828210').find(([name]) => name === form) ?? [];
    const real = readFileSync(join(server.dataDir, 'log', 'server.log'));
    writeFileSync(join(folder, 'planted'), Buffer.concat([real.subarray(0, 1003), bytes ?? Buffer.alloc(0), real.subarray(1003)]));
    expect(sweep.sweepFolder(folder).found).toContainEqual({ where: '/planted', last4: '8210', form, offset: 1003 });
    rmSync(folder, { recursive: true });
  });

  it('a number that somebody wrote into a description, in the files, the rows and the reply', async () => {
    // The API takes no such text, so it is written past it, and comes out with the next change.
    const { id } = (await client.form('/v1/customers', { name: 'Odile' })).body;
    const { ownerPassword: _owner, ...pool } = { ...server.ownerPool(), ownerPassword: null };
    const database = openDatabase(pool);
    await database.query(
      'plant',
      `UPDATE customers SET description = 'Card 2223 0031 2200 3222', name = '2223003122003222' WHERE id = $1`,
      [id],
    );
    await database.close();
    await client.form(`/v1/customers/${id}`, { phone: '+33 1 23 45 67 89' });
    const { found } = await sightings();
    const places = new Set(found.map(({ where }) => where.split('/').slice(0, 2).join('/')));
    expect([...places]).toEqual(expect.arrayContaining(['/postgres', 'public.customers', 'packed bodies', 'POST /v1']));
    expect(new Set(found.map(({ last4 }) => last4))).toEqual(new Set(['3222']));
  }, 60_000);

  it.each([
    '{"level":"info","body":{"cvc":"739"}}',
    '{"level":"info","msg":"code 8462 was wrong"}',
    'ERROR:  value 739 is not allowed',
    'POST /v1/x: 200 [] {"cvc":"739"}',
  ])('a security code in %s', (line) => {
    expect(openCodes([line], CODE_LIST)).toHaveLength(1);
  });

  it('but nothing in times, ids and longer numbers', () => {
    const lines = [
      '{"time":"2026-03-02T09:00:00.739Z","pid":739,"duration_ms":8462,"msg":"pi_0739a, 17390 and 739Z"}',
      '2026-03-02 09:00:00.739 UTC [739] guichet LOG:  checkpoint complete',
    ];
    expect(openCodes(lines, CODE_LIST)).toEqual([]);
  });
});
