import { isIP } from 'node:net';
import { parseEmail } from '@guichet/contract/emails.ts';
import { createTransport, type NodemailerError, type SMTPTransportOptions } from 'nodemailer';
import { oneLine } from '../../platform/oneLine.ts';
import type { Delivery, Mailer, OutgoingMessage } from './mailer.ts';

export interface SmtpSettings {
  /** `smtp://user:password@host:587` or `smtps://…:465`; `?requireTLS=true` refuses a server that offers no encryption. */
  readonly url: string;
  /** The address that mail comes from, alone or as `Name <address>`. Without a name mail goes out under the business's. */
  readonly from: string;
}

const MAX_REASON_LENGTH = 300;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };

/** Long enough for a slow server, and together far below what the queue gives a try. */
const TIMEOUTS = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000, dnsTimeout: 10_000 };

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

function transportOptions(text: string): SMTPTransportOptions {
  const url = URL.canParse(text) ? new URL(text) : null;
  const port = url && DEFAULT_PORTS[url.protocol];
  if (url === null || port === undefined || port === null || url.hostname === '')
    throw new Error('SMTP_URL must look like smtp://user:password@host:587 or smtps://host.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const auth = url.username === '' ? undefined : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  const local = isLoopback(host);
  // A password never crosses a network in the clear, whatever the other side offers.
  const requireTLS = url.searchParams.get('requireTLS') === 'true' || (auth !== undefined && !local);
  return {
    host,
    port: url.port === '' ? port : Number(url.port),
    secure: url.protocol === 'smtps:',
    requireTLS,
    // On the machine itself nobody stands in between, and the certificates of mail relays there rarely name `localhost`.
    ...(local ? { tls: { rejectUnauthorized: false } } : {}),
    ...(auth === undefined ? {} : { auth }),
    ...TIMEOUTS,
  };
}

function parseSender(from: string): { name: string; address: string } {
  const [, name = '', inBrackets] = /^([^<>]*)<([^<>]*)>\s*$/.exec(from) ?? [];
  const address = parseEmail(inBrackets ?? from);
  if (address === null) throw new Error('MAIL_FROM must be an e-mail address, alone or as "Name <address>".');
  return { name: oneLine(name).replace(/^"(.*)"$/, '$1'), address };
}

const REASONS: Readonly<Record<string, string>> = {
  EAUTH: 'The mail server does not accept the user name and password of SMTP_URL',
  ENOAUTH: 'The mail server wants a user name and password in SMTP_URL',
  ETLS: 'No encrypted connection to the mail server is possible',
  EDNS: 'The name of the mail server in SMTP_URL is not known',
  ETIMEDOUT: 'The mail server does not answer in time',
};

const inWords = (what: string, detail: string): string => `${what}: ${oneLine(detail)}`.slice(0, MAX_REASON_LENGTH);

/**
 * A server that says no for good (5xx) to the recipient or the message itself means this message; the same to the greeting, the password
 * or the sender means our set-up, which somebody can mend while the message waits.
 */
function deliveryOf(error: NodemailerError): Delivery {
  const { code = '', command = '', response, responseCode = 0 } = error;
  const detail = response ?? error.message;
  if (responseCode >= 500 && command === 'RCPT TO')
    return { kind: 'refused', reason: inWords('The mail server refused the address', detail) };
  if (responseCode >= 500 && command === 'DATA') return { kind: 'refused', reason: inWords('The mail server refused the message', detail) };
  if (responseCode >= 400)
    return { kind: 'unreached', reason: inWords(REASONS[code] ?? 'The mail server did not take the message', detail) };
  return { kind: 'unreached', reason: inWords(REASONS[code] ?? 'The mail server could not be reached', detail) };
}

/** Sends through the SMTP server of `SMTP_URL`. Throws when one of the settings can't be used. */
export function createSmtpMailer({ url, from }: SmtpSettings): Mailer {
  const { name, address } = parseSender(from);
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const transport = createTransport(transportOptions(url), { disableFileAccess: true, disableUrlAccess: true });
  return {
    async deliver(message: OutgoingMessage) {
      try {
        await transport.sendMail({
          from: { name: name === '' ? message.senderName : name, address },
          to: { name: '', address: message.recipient },
          subject: message.subject,
          text: message.text,
          html: message.html,
          attachments: message.files.map((file) => ({ ...file })),
          // The same in each try, so that whoever gets a message twice, because the first yes was lost, can tell.
          messageId: `<${message.id}@${domain}>`,
          date: message.created,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { kind: 'sent' };
      } catch (error) {
        return deliveryOf(error as NodemailerError);
      }
    },
  };
}
