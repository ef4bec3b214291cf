import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Id } from '@guichet/contract/ids.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findCardNumber } from '../../test/harness/cardSearch.ts';
import { type TestDatabase, testDatabase } from '../../test/harness/testDatabase.ts';
import { manualClock } from '../platform/clock.ts';
import { openDatabase } from '../platform/openDatabase.ts';
import { systemRandom } from '../platform/random.ts';
import type { Database } from '../platform/sql.ts';
import { withTransaction } from '../platform/transaction.ts';
import { AccountData } from './accountData.ts';
import { deleteCodes, purgeExpiredCodes } from './codes.store.ts';
import { enterCard } from './enterCard.ts';
import { keepCodes } from './keepCodes.ts';
import { addKek, openKeyFile } from './keyRing.ts';
import { revealAccount, revealCard } from './reveal.ts';
import { assertKeysFit, rewrapCards } from './rewrapCards.ts';
import { sealAccount } from './sealAccount.ts';
import { sealCards } from './sealCards.ts';
import { type SealedCard, storeCards, type VaultAccess, vaultCardsCte, vaultCardValues } from './vault.store.ts';

const NUMBER = '4242424242424242';
const MINUTE_MS = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'vault-'));
const keyFile = join(folder, 'vault.key');
const clock = manualClock(new Date('2026-04-15T10:07:00Z'));
let test: TestDatabase;
let database: Database;
let owner: Database;
let access: VaultAccess;
let ids = 0;

/** As another server on the same files and the same database would have it. */
const openAccess = (file = keyFile): VaultAccess => ({ sql: database, keys: openKeyFile(file, systemRandom), random: systemRandom, clock });

beforeAll(async () => {
  test = await testDatabase();
  database = openDatabase(test.serverPool);
  owner = openDatabase(test.ownerPool);
  access = openAccess();
});

afterAll(async () => {
  await database.close();
  await owner.close();
  await test.close();
  rmSync(folder, { recursive: true });
});

function newId(): Id<'vc'> {
  ids += 1;
  return `vc_${ids}`;
}

async function sealed(tenantId = 1, number = NUMBER, cvc: string | undefined = '987'): Promise<SealedCard> {
  const entered = enterCard({ number, exp_month: 12, exp_year: 2034, cvc }, { now: clock.now(), param: 'card' });
  const [card] = await sealCards(access, [{ tenantId, cardId: newId(), entered, created: clock.now() }]);
  if (card === undefined) throw new Error('Nothing was sealed.');
  return card;
}

async function stored(...cards: Parameters<typeof sealed>): Promise<SealedCard> {
  const card = await sealed(...cards);
  await withTransaction(database, (tx) => storeCards(tx, [card]));
  return card;
}

const keep = (card: SealedCard, by = access): Promise<void> => withTransaction(database, (tx) => keepCodes(tx, by, [card], clock.now()));

const address = ({ tenantId, cardId }: SealedCard) => ({ tenantId, cardId });

describe('a stored card', () => {
  it('comes back whole, for another server too', async () => {
    const card = await stored();
    for (const by of [access, openAccess()]) {
      const revealed = await revealCard(by, address(card));
      expect([revealed.number, revealed.expMonth, revealed.expYear, revealed.cvc]).toEqual([NUMBER, 12, 2034, null]);
    }
  });

  it('comes from memory, with its code, in the call that brought it', async () => {
    const card = await sealed();
    const revealed = await revealCard(access, card);
    expect([revealed.number, revealed.cvc]).toEqual([NUMBER, '987']);
  });

  it('can be stored by a caller’s own statement, only in the places that it applied', async () => {
    const cards = [await sealed(), await sealed()];
    const values = vaultCardValues(cards.map((card, slot) => ({ slot, card })));
    await database.query('gated cards', `WITH ${vaultCardsCte(1, 'slot = 1')} SELECT 1`, values);
    const [left, kept] = await Promise.allSettled(cards.map((card) => revealCard(access, address(card))));
    expect([left?.status, kept?.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('belongs to its tenant', async () => {
    const { cardId } = await stored(1);
    await expect(revealCard(access, { tenantId: 2, cardId })).rejects.toThrow('nothing');
  });

  it('does not open in the row of another tenant or card', async () => {
    const card = await stored(1);
    const moved = newId();
    await owner.query(
      'copy tenant',
      'INSERT INTO vault_cards SELECT 2, id, sealed, wrapped_key, kek_id, fingerprint, created FROM vault_cards WHERE id = $1',
      [card.cardId],
    );
    await owner.query(
      'copy card',
      'INSERT INTO vault_cards SELECT tenant_id, $2, sealed, wrapped_key, kek_id, fingerprint, created FROM vault_cards WHERE tenant_id = 1 AND id = $1',
      [card.cardId, moved],
    );
    await expect(revealCard(access, { tenantId: 2, cardId: card.cardId })).rejects.toThrow('authenticate');
    await expect(revealCard(access, { tenantId: 1, cardId: moved })).rejects.toThrow('authenticate');
  });

  it.each(['sealed', 'wrapped_key'])('that was tampered with in %s does not open', async (column) => {
    const card = await stored();
    await owner.query(
      `tamper ${column}`,
      `UPDATE vault_cards SET ${column} = set_byte(${column}, 20, get_byte(${column}, 20) # 1) WHERE id = $1`,
      [card.cardId],
    );
    await expect(revealCard(access, address(card))).rejects.toThrow('authenticate');
  });

  it('cannot be changed or deleted by the server, only moved to another key or destroyed for good', async () => {
    for (const text of ["UPDATE vault_cards SET fingerprint = ''", 'DELETE FROM vault_cards']) {
      await expect(database.query(text, text)).rejects.toThrow('permission denied');
    }
  });

  it('leaves no plain number or code in any column', async () => {
    const card = await stored(1, '5555555555554444', '987');
    await keep(card);
    const rows = [
      ...(await database.query('all cards', 'SELECT * FROM vault_cards WHERE id = $1', [card.cardId])),
      ...(await database.query('all codes', 'SELECT * FROM security_codes WHERE card_id = $1', [card.cardId])),
    ];
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      for (const value of Object.values(row)) {
        const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value));
        expect(findCardNumber(bytes, '5555555555554444')).toEqual([]);
      }
      expect((row.sealed as Buffer).includes('987')).toBe(false);
    }
  });
});

describe('a fingerprint', () => {
  it('is equal for a number within a tenant, whatever else the card has, and nowhere else', async () => {
    const [one, same, other, elsewhere] = [
      await sealed(1),
      await sealed(1, '4242 4242 4242 4242', undefined),
      await sealed(1, '4000056655665556'),
      await sealed(2),
    ];
    expect(one.fingerprint).toMatch(/^[0-9A-Za-z]{16}$/);
    expect(same.fingerprint).toBe(one.fingerprint);
    expect(new Set([one.fingerprint, other.fingerprint, elsewhere.fingerprint]).size).toBe(3);
  });
});

describe('a kept security code', () => {
  const codeOf = async (card: SealedCard, by = access): Promise<string | null> => (await revealCard(by, address(card))).cvc;
  const count = async (table: string): Promise<bigint | undefined> =>
    (await database.query<{ n: bigint }>(`count ${table}`, `SELECT count(*) AS n FROM ${table}`))[0]?.n;

  it('is there for any server, until it is deleted with the authorisation', async () => {
    const [card, other] = [await stored(), await stored(1, NUMBER, '111')];
    await keep(card);
    await keep(other, openAccess());
    expect([await codeOf(card, openAccess()), await codeOf(other)]).toEqual(['987', '111']);
    await withTransaction(database, (tx) => deleteCodes(tx, [card]));
    expect([await codeOf(card), await codeOf(other)]).toEqual([null, '111']);
  });

  it('stays when the transaction that would delete it is undone', async () => {
    const card = await stored();
    await keep(card);
    const undone = withTransaction(database, async (tx) => {
      await deleteCodes(tx, [card]);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await codeOf(card)).toBe('987');
  });

  it('is gone after 15 minutes, and with its key from the tables after the purge', async () => {
    const card = await stored(77);
    await keep(card);
    clock.advance(15 * MINUTE_MS - 1);
    expect(await codeOf(card)).toBe('987');
    clock.advance(1);
    expect(await codeOf(card)).toBeNull();
    expect(await purgeExpiredCodes(database, clock.now())).toBeGreaterThan(0);
    expect(await count('security_codes')).toBe(0n);
    clock.advance(15 * MINUTE_MS);
    await purgeExpiredCodes(database, clock.now());
    expect(await count('security_code_keys')).toBe(0n);
  });

  it('has a key that outlives it, whenever in the window it was taken', async () => {
    for (const seconds of [0, 1, 899]) {
      clock.advance(15 * MINUTE_MS - (clock.now().getTime() % (15 * MINUTE_MS)) + seconds * 1000);
      const card = await stored();
      await keep(card);
      clock.advance(15 * MINUTE_MS - 1);
      await purgeExpiredCodes(database, clock.now());
      expect(await codeOf(card)).toBe('987');
    }
  });

  it('is lost with the unlogged tables, and then there is none', async () => {
    const card = await stored();
    await keep(card);
    await owner.query('crash', 'TRUNCATE security_codes, security_code_keys');
    expect(await codeOf(card)).toBeNull();
  });

  it('without its key is none', async () => {
    const card = await stored();
    await keep(card);
    await owner.query('lose keys', 'TRUNCATE security_code_keys');
    expect(await codeOf(card)).toBeNull();
  });

  it('is not sealed with a key of the card, and shares the key of its window', async () => {
    const cards = await Promise.all([stored(5), stored(5), stored(6)]);
    await Promise.all(cards.map((card, turn) => keep(card, turn === 1 ? openAccess() : access)));
    expect(await Promise.all(cards.map((card) => codeOf(card)))).toEqual(['987', '987', '987']);
    const keys = await database.query<{ tenant_id: number }>(
      'window keys',
      'SELECT tenant_id FROM security_code_keys WHERE tenant_id IN (5, 6) ORDER BY 1',
    );
    expect(keys.map((row) => row.tenant_id)).toEqual([5, 6]);
    const wrapped = await database.query(
      'shared',
      'SELECT 1 FROM security_code_keys k JOIN vault_cards v ON v.wrapped_key = k.wrapped_key',
    );
    expect(wrapped).toEqual([]);
  });

  it('that a card never had is not kept', async () => {
    const card = await stored(8, NUMBER, undefined);
    const bare = enterCard({ number: NUMBER, exp_month: 12, exp_year: 2034 }, { now: clock.now(), param: 'card' });
    await keep({ ...card, entered: bare });
    expect(await codeOf(card)).toBeNull();
  });

  it('lies in unlogged tables', async () => {
    const tables = await database.query(
      'persistence',
      "SELECT relpersistence FROM pg_class WHERE relname IN ('security_codes', 'security_code_keys')",
    );
    expect(tables).toEqual([{ relpersistence: 'u' }, { relpersistence: 'u' }]);
  });
});

describe('rotation', () => {
  const used = async (): Promise<string[]> =>
    (await database.query<{ kek_id: string }>('keks', 'SELECT DISTINCT kek_id FROM vault_cards')).map((row) => row.kek_id);

  // Rows that other tests damaged; what becomes of such has a test of its own.
  beforeEach(() => owner.query('clear', 'DELETE FROM vault_cards'));

  it('moves all cards to the newest key while they are read and stored', async () => {
    const cards = await Promise.all(Array.from({ length: 30 }, () => stored()));
    const running = access;
    const id = addKek(keyFile, systemRandom);
    access = openAccess();
    const reading = Promise.all(cards.map((card, turn) => revealCard(turn % 2 === 0 ? running : access, address(card))));
    const storing = Promise.all(Array.from({ length: 5 }, () => stored()));
    const moved = rewrapCards(access);
    expect((await reading).map(({ number }) => number)).toEqual(cards.map(() => NUMBER));
    expect(await moved).toEqual({ moved: 30, unreadable: [] });
    // The server that was never restarted finds the new key when it meets it.
    for (const card of [...cards.slice(0, 2), ...(await storing)]) expect((await revealCard(running, address(card))).number).toBe(NUMBER);
    expect(await used()).toEqual([id]);
    expect(await rewrapCards(access)).toEqual({ moved: 0, unreadable: [] });
  });

  it('moves each card once, though two servers are at it', async () => {
    for (let n = 0; n < 10; n += 1) await stored();
    const id = addKek(keyFile, systemRandom);
    const results = await Promise.all([rewrapCards(openAccess()), rewrapCards(openAccess())]);
    expect(results.reduce((sum, { moved }) => sum + moved, 0)).toBe(10);
    expect(await used()).toEqual([id]);
  });

  it('passes over a damaged card and names it', async () => {
    const [damaged, whole] = [await stored(), await stored()];
    await owner.query('damage', "UPDATE vault_cards SET wrapped_key = '' WHERE id = $1", [damaged.cardId]);
    addKek(keyFile, systemRandom);
    access = openAccess();
    expect(await rewrapCards(access)).toEqual({ moved: 1, unreadable: [address(damaged)] });
    expect((await revealCard(access, address(whole))).number).toBe(NUMBER);
  });
});

describe('assertKeysFit', () => {
  it('takes the right key file and refuses another place’s', async () => {
    await stored();
    await expect(assertKeysFit(openAccess())).resolves.toBeUndefined();
    await expect(assertKeysFit(openAccess(join(folder, 'other.key')))).rejects.toThrow('Bring the key file');
  });
});

describe('a stored account', () => {
  const iban = 'DE89370400440532013000';
  async function storedAccount(tenantId = 1) {
    const account = new AccountData({ scheme: 'sepa', iban });
    const sealedAccount = await sealAccount(access, { tenantId, accountId: newId(), account, created: clock.now() });
    await withTransaction(database, (tx) => storeCards(tx, [sealedAccount]));
    return sealedAccount;
  }

  it('comes back whole, and moves to a newer key as cards do', async () => {
    const { tenantId, cardId } = await storedAccount();
    expect(await revealAccount(access, { tenantId, cardId })).toEqual({ scheme: 'sepa', iban });
    addKek(keyFile, systemRandom);
    const other = openAccess();
    expect((await rewrapCards(other)).unreadable).not.toContainEqual({ tenantId, cardId });
    expect(await revealAccount(other, { tenantId, cardId })).toEqual({ scheme: 'sepa', iban });
  });

  it('has a fingerprint of its own within each tenant', async () => {
    const [first, again, elsewhere] = [await storedAccount(), await storedAccount(), await storedAccount(2)];
    expect(again.fingerprint).toBe(first.fingerprint);
    expect(elsewhere.fingerprint).not.toBe(first.fingerprint);
  });

  it('is never taken for a card, nor a card for an account', async () => {
    const account = await storedAccount();
    const card = await stored();
    await expect(revealCard(access, { tenantId: account.tenantId, cardId: account.cardId })).rejects.toThrow('is no card');
    await expect(revealAccount(access, address(card))).rejects.toThrow('is no account');
  });
});
