import { connect, type Socket } from 'node:net';

export interface BareAnswer {
  readonly status: number;
  readonly body: Buffer;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/**
 * One kept-alive connection that sends a request after another, and does no more than it must: what the client of a measurement spends is
 * not there for what is measured. It understands answers with a `content-length`, as ours have.
 */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #host: string;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve: (answer: BareAnswer) => void; reject: (error: Error) => void } | undefined;

  static async open(base: string): Promise<HttpConnection> {
    const { hostname, port, host } = new URL(base);
    const socket = connect(Number(port), hostname);
    socket.setNoDelay(true);
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new HttpConnection(socket, host);
  }

  private constructor(socket: Socket, host: string) {
    [this.#socket, this.#host] = [socket, host];
    socket.on('data', (piece) => this.#take(piece));
    const fail = (): void => this.#waiting?.reject(new Error('The server closed the connection.'));
    socket.on('error', fail).on('close', fail);
  }

  /** Sends one request; the one before it must have been answered. */
  send(method: 'GET' | 'POST', path: string, headers: string, body = ''): Promise<BareAnswer> {
    const head = `${method} ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(head + body);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(piece: Buffer): void {
    this.#received = this.#received.length === 0 ? piece : Buffer.concat([this.#received, piece]);
    const end = this.#received.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const from = end + END_OF_HEAD.length;
    if (this.#received.length < from + length) return;
    const body = this.#received.subarray(from, from + length);
    this.#received = this.#received.subarray(from + length);
    const { resolve } = this.#waiting ?? {};
    this.#waiting = undefined;
    resolve?.({ status: Number(head.slice(9, 12)), body });
  }
}
