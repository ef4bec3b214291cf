import { afterEach, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../test/harness/mailServer.ts';
import type { Delivery, OutgoingMessage } from './mailer.ts';
import { createSmtpMailer } from './smtpMailer.ts';

const MESSAGE: OutgoingMessage = {
  id: 'msg_1',
  recipient: 'anne@example.com',
  senderName: 'Boulangerie de l’Étoile',
  subject: 'Boulangerie de l’Étoile\u00a0: votre reçu de 49,90\u00a0€',
  html: '<!doctype html><html lang="fr"><body><p>Montant payé&nbsp;: 49,90 €</p></body></html>',
  text: 'Montant payé : 49,90 €\n',
  files: [],
  created: new Date('2026-07-14T22:30:00Z'),
};

let servers: MailServer[] = [];

async function mailServer(...options: Parameters<typeof startMailServer>): Promise<MailServer> {
  const server = await startMailServer(...options);
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

const deliver = (url: string, change: Partial<OutgoingMessage> = {}, from = 'receipts@shop.example'): Promise<Delivery> =>
  createSmtpMailer({ url, from }).deliver({ ...MESSAGE, ...change });

describe('a mail that is sent', () => {
  it('has both parts, in UTF-8, and a head that says whose it is', async () => {
    const server = await mailServer();
    expect(await deliver(`smtp://127.0.0.1:${server.port}`)).toEqual({ kind: 'sent' });
    const [mail] = await server.arrived(1);
    expect(mail?.recipients).toEqual(['anne@example.com']);
    expect(mail?.parsed).toMatchObject({
      from: { name: 'Boulangerie de l’Étoile', address: 'receipts@shop.example' },
      to: [{ name: '', address: 'anne@example.com' }],
      subject: MESSAGE.subject,
      messageId: '<msg_1@shop.example>',
      date: '2026-07-14T22:30:00.000Z',
    });
    expect(mail?.parsed.text?.trim()).toBe(MESSAGE.text.trim());
    expect(mail?.parsed.html?.trim()).toBe(MESSAGE.html);
    const heads = Object.fromEntries(mail?.parsed.headers.map(({ key, value }) => [key, value]) ?? []);
    expect(heads['content-type']).toMatch(/^multipart\/alternative/);
    expect(heads['auto-submitted']).toBe('auto-generated');
    expect(mail?.raw).toMatch(/^[\t\r\n -~]*$/);
  });

  it('goes out under the name in MAIL_FROM when there is one', async () => {
    const server = await mailServer();
    await deliver(`smtp://127.0.0.1:${server.port}`, {}, '"Chez Paul" <till@example.com>');
    const [mail] = await server.arrived(1);
    expect(mail?.parsed.from).toEqual({ name: 'Chez Paul', address: 'till@example.com' });
  });

  it("can't be given more lines in its head by a name or a subject", async () => {
    const server = await mailServer();
    const evil = 'X\r\nBcc: eve@example.com\r\n\r\n<p>Hello</p>';
    await deliver(`smtp://127.0.0.1:${server.port}`, { senderName: evil, subject: evil });
    const [mail] = await server.arrived(1);
    expect(mail?.recipients).toEqual(['anne@example.com']);
    expect(mail?.parsed.bcc).toBeUndefined();
    expect(mail?.raw).not.toMatch(/^bcc:/im);
    expect(mail?.parsed.text?.trim()).toBe(MESSAGE.text.trim());
  });

  it('is signed in for when the address has a user and a password', async () => {
    const seen: unknown[] = [];
    const server = await mailServer({
      authOptional: false,
      onAuth: ({ username, password }, _session, callback) => {
        seen.push(username, password);
        callback(null, { user: username });
      },
    });
    expect(await deliver(`smtp://shop%40example.com:p%3Aw@127.0.0.1:${server.port}`)).toEqual({ kind: 'sent' });
    expect(seen).toEqual(['shop@example.com', 'p:w']);
  });
});

describe('the connection', () => {
  it.each(['', '?requireTLS=true'])('is encrypted when the server offers it %s', async (query) => {
    const server = await mailServer();
    expect(await deliver(`smtp://127.0.0.1:${server.port}${query}`)).toEqual({ kind: 'sent' });
    expect(server.received[0]?.encrypted).toBe(true);
  });
});

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

describe('a mail that is not taken', () => {
  it('is refused when the server says no for good to the address', async () => {
    const server = await mailServer({ onRcptTo: (_address, _session, callback) => callback(refusal(550, '5.1.1 No such mailbox')) });
    expect(await deliver(`smtp://127.0.0.1:${server.port}`)).toEqual({
      kind: 'refused',
      reason: 'The mail server refused the address: 550 5.1.1 No such mailbox',
    });
  });

  it('may go later when the server says no for now', async () => {
    const server = await mailServer({ onRcptTo: (_address, _session, callback) => callback(refusal(451, '4.7.1 Come back later')) });
    expect(await deliver(`smtp://127.0.0.1:${server.port}`)).toEqual({
      kind: 'unreached',
      reason: 'The mail server did not take the message: 451 4.7.1 Come back later',
    });
  });

  it('may go later when what the server refuses is our set-up: the sender, or the password', async () => {
    const server = await mailServer({
      onMailFrom: (_address, _session, callback) => callback(refusal(553, '5.7.1 Not your address')),
      onAuth: (_auth, _session, callback) => callback(refusal(535, '5.7.8 Wrong')),
    });
    expect(await deliver(`smtp://127.0.0.1:${server.port}`)).toMatchObject({ kind: 'unreached', reason: expect.stringContaining('553') });
    expect(await deliver(`smtp://shop:wrong@127.0.0.1:${server.port}`)).toEqual({
      kind: 'unreached',
      reason: 'The mail server does not accept the user name and password of SMTP_URL: 535 5.7.8 Wrong',
    });
  });

  it('may go later when nobody listens, or the yes gets lost', async () => {
    const gone = await startMailServer();
    await gone.close();
    const silent = await deliver(`smtp://127.0.0.1:${gone.port}`);
    expect(silent).toMatchObject({
      kind: 'unreached',
      reason: expect.stringMatching(/^The mail server could not be reached: .*ECONNREFUSED/),
    });
    const cutting = await mailServer({ cutAfter: 0 });
    expect(await deliver(`smtp://127.0.0.1:${cutting.port}`)).toMatchObject({ kind: 'unreached' });
    expect(await cutting.arrived(1)).toHaveLength(1);
  });

  it('is not sent in the clear where encryption is required', async () => {
    const server = await mailServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    const delivery = await deliver(`smtp://127.0.0.1:${server.port}?requireTLS=true`);
    expect(delivery).toMatchObject({ kind: 'unreached', reason: expect.stringMatching(/^No encrypted connection/) });
    expect(server.received).toEqual([]);
  });
});

describe('settings that cannot be used', () => {
  it.each([
    ['http://mail.example.com', 'a@example.com', 'SMTP_URL'],
    ['mail.example.com:25', 'a@example.com', 'SMTP_URL'],
    ['smtp://', 'a@example.com', 'SMTP_URL'],
    ['smtp://mail.example.com', 'nobody', 'MAIL_FROM'],
    ['smtp://mail.example.com', 'Chez Paul <till@>', 'MAIL_FROM'],
  ])('%s, %s', (url, from, named) => {
    expect(() => createSmtpMailer({ url, from })).toThrow(named);
  });
});
