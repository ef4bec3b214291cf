import type { CounterTermsView } from '@guichet/contract/counterViews.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askAsOwner } from '../harness/askAsOwner.ts';
import { runSql } from '../harness/testDatabase.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

// Whoever changes the account that payers transfer to, changes where their money goes.

const TERMS = '/guichet/v1/counter_terms';
const ACCOUNT = { holder: 'Atelier', iban: 'DE89370400440532013000' };

let server: WholeServer;

beforeAll(async () => {
  server = await startWholeServer();
});
afterAll(() => server.close());

const change = (body: object) => askAsOwner<CounterTermsView & { error?: { code: string } }>(server, TERMS, body);

it('another account for transfers takes a fresh proof, and the rest of the settings none', async () => {
  expect((await change({ transfer_account: ACCOUNT })).body.transfer_account).toMatchObject(ACCOUNT);
  await runSql(server.database.ownerPool, `UPDATE auth.session SET "provedAt" = "provedAt" - interval '11 minutes'`);
  for (const transfer_account of [{ ...ACCOUNT, holder: 'Somebody else' }, null]) {
    const { status, body } = await change({ transfer_account });
    expect([status, body.error?.code]).toEqual([403, 'step_up_required']);
  }
  const { body } = await change({ mask_cards: true });
  expect(body).toMatchObject({ mask_cards: true, transfer_account: ACCOUNT });
});
