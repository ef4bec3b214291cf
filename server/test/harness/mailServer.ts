import type { AddressInfo, Server, Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Mail {
  readonly recipients: readonly string[];
  /** Whether it came over an encrypted connection. */
  readonly encrypted: boolean;
  readonly raw: string;
  readonly parsed: Email;
}

export interface MailServer {
  readonly port: number;
  readonly received: readonly Mail[];
  /** Waits until so many mails have come in all. */
  arrived(count: number): Promise<readonly Mail[]>;
  close(): Promise<void>;
}

interface Options
  extends Pick<SMTPServerOptions, 'onRcptTo' | 'onMailFrom' | 'onAuth' | 'authOptional' | 'hideSTARTTLS' | 'disabledCommands'> {
  readonly port?: number;
  /** For the mail with this number, from 0: takes it and cuts the connection where the yes belongs. */
  readonly cutAfter?: number;
}

async function bodyOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A mail server on loopback that keeps what it is given. */
export async function startMailServer({ port = 0, cutAfter, ...options }: Options = {}): Promise<MailServer> {
  const received: Mail[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    authOptional: true,
    // Silences a warning about the certificate that comes with the package, which is good enough here.
    logger: false,
    ...options,
    onData(stream, session, callback) {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      void bodyOf(stream).then(async (body) => {
        const isCut = received.length === cutAfter;
        received.push({ recipients, encrypted: session.secure, raw: body.toString('utf8'), parsed: await PostalMime.parse(body) });
        if (isCut) for (const socket of sockets) socket.destroy();
        else callback();
        for (const each of waiting) if (received.length >= each.count) each.resolve();
      });
    },
  });
  // Connections that are cut on purpose are reported here.
  server.on('error', () => {});
  const listener: Server = server.server;
  listener.on('connection', (socket) => sockets.add(socket.once('close', () => sockets.delete(socket))));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (listener.address() as AddressInfo).port,
    received,
    arrived: (count) =>
      new Promise((resolve) => {
        const answer = () => resolve(received);
        waiting.push({ count, resolve: answer });
        if (received.length >= count) answer();
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
