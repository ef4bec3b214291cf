import type { ApprovalView } from '@guichet/contract/approvalViews.ts';
import type { Language, ListOf, MessageSummary } from '@guichet/contract/terminal.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Mail, type MailServer, startMailServer } from '../harness/mailServer.ts';
import { asBrowser } from '../harness/newMember.ts';
import { signIn } from '../harness/signIn.ts';
import { runSql } from '../harness/testDatabase.ts';
import { until } from '../harness/until.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

type Headers = Readonly<Record<string, string>>;

let mail: MailServer;
let whole: WholeServer;
let odile: Headers;
let marc: Headers;
let nina: Headers;
let cara: Headers;

const ask = <T = { id: string }>(by: Headers, path: string, body?: object) => asBrowser<T>(whole.base, by, path, body && { body });

/** Somebody who comes in by the link that was mailed to them. */
async function joins(name: string, role: string, language: Language): Promise<Headers> {
  const email = `${name.toLowerCase()}@example.com`;
  await ask(odile, '/guichet/v1/invitations', { email, role, language });
  const invited = (): Mail | undefined => mail.received.find(({ recipients }) => recipients.includes(email));
  await until(() => invited() !== undefined);
  const [, token] = /\/join#(\S+)/.exec(invited()?.parsed.text ?? '') ?? [];
  const accepts = { token, name, password: 'tangerine 47 lamp', language };
  const accepted = await ask({ origin: whole.base }, '/guichet/v1/invitations/accept', accepts);
  const cookies = accepted.headers.getSetCookie().map((each) => each.split(';', 1)[0]);
  return { ...odile, cookie: cookies.join('; ') };
}

/** Gives back a new payment of 500 euros, which waits: the approval. */
async function asksFor(by: Headers): Promise<string> {
  const form = async (headers: Headers, path: string, fields: Record<string, string>) => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(whole.base + path, { method: 'POST', headers: { ...headers, ...type }, body: new URLSearchParams(fields) });
    return (await answer.json()) as { id: string; error?: { approval?: string } };
  };
  const sold = { amount: '50000', currency: 'eur', payment_method: 'pm_card_visa', confirm: 'true' };
  const { id } = await form(odile, '/v1/payment_intents', sold);
  const { error } = await form(by, '/v1/refunds', { payment_intent: id, 'metadata[for]': 'Mrs Rao' });
  return error?.approval ?? '';
}

const letters = (): Mail[] => mail.received.filter(({ parsed }) => parsed.text?.includes(`${whole.base}/approvals?mode=test\n`));
/** The letters since so many, when there are as many more, by who got them. */
async function lettersSince(before: number, more: number): Promise<ReadonlyMap<string | undefined, Mail>> {
  await until(() => letters().length >= before + more);
  return new Map(
    letters()
      .slice(before)
      .map((each) => [each.recipients[0], each]),
  );
}

beforeAll(async () => {
  mail = await startMailServer();
  whole = await startWholeServer({ SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MAIL_FROM: 'desk@example.com' });
  odile = await signIn(whole);
  marc = await joins('Marc', 'manager', 'fr');
  nina = await joins('Nina', 'manager', 'it');
  cara = await joins('Cara', 'cashier', 'en');
  expect((await ask(odile, '/guichet/v1/approval_limits', { refund: 10_000 })).status).toBe(200);
}, 120_000);
afterAll(async () => {
  expect(whole.errors).toEqual([]);
  await whole.close();
  await mail.close();
});

it('who may decide hears in their language what waits, and who asked does not', { timeout: 60_000 }, async () => {
  await asksFor(marc);
  const first = await lettersSince(0, 2);
  expect([...first.keys()].sort()).toEqual(['nina@example.com', whole.owner.email]);
  expect(first.get(whole.owner.email)?.parsed.subject).toBe('Chez Odile: a refund of €500.00 waits for approval');
  const { text = '' } = first.get('nina@example.com')?.parsed ?? {};
  expect(text).toMatch(/^Marc chiede un rimborso di 500,00\s€\./m);
  expect(text).toContain('in modalità di prova');
  expect(text).not.toContain('Rao');
  // A second one is told of alone: nobody hears of the first again.
  await asksFor(nina);
  const second = await lettersSince(2, 2);
  expect([...second.keys()].sort()).toEqual(['marc@example.com', whole.owner.email]);
  expect(second.get('marc@example.com')?.parsed.subject).toMatch(/^Chez Odile\s: un remboursement de 500,00\s€ en attente d’approbation$/);
  expect(letters()).toHaveLength(4);
});

it('nobody hears of what a key of theirs asks for, nor of what is decided already', { timeout: 60_000 }, async () => {
  const decided = await asksFor(odile);
  const before = (await lettersSince(4, 2)).size + 4;
  expect((await ask<ApprovalView>(marc, `/guichet/v1/approvals/${decided}/decline`, {})).body.status).toBe('declined');
  await runSql(whole.database.ownerPool, `UPDATE approvals SET told = NULL WHERE id = '${decided}'`);
  const made = await ask<{ secret: string }>(odile, '/guichet/v1/api_keys', { name: 'till' });
  await asksFor({ authorization: `Bearer ${made.body.secret}` });
  const third = await lettersSince(before, 2);
  expect([...third.keys()].sort()).toEqual(['marc@example.com', 'nina@example.com']);
  expect(letters()).toHaveLength(before + 2);
});

it('lies in the outbox for those alone who may decide', async () => {
  const outbox = async (by: Headers) => (await ask<ListOf<MessageSummary>>(by, '/guichet/v1/messages?limit=100')).body.data;
  const kinds = async (by: Headers) => new Set((await outbox(by)).map(({ kind }) => kind));
  expect(await kinds(marc)).toEqual(new Set(['approval', 'invitation']));
  expect(await kinds(cara)).toEqual(new Set(['invitation']));
  const [letter] = (await outbox(marc)).filter(({ kind }) => kind === 'approval');
  expect((await ask(marc, `/guichet/v1/messages/${letter?.id}`)).status).toBe(200);
  expect((await ask(cara, `/guichet/v1/messages/${letter?.id}`)).status).toBe(404);
});
