import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request on its way, or of its answer. */
export type ProxyFault = 'cut_before' | 'cut_after' | 'error_500_before' | 'error_500_after' | 'no_answer_after';

interface Armed {
  readonly fault: ProxyFault;
  readonly path: RegExp;
}

/** Stands between two servers and loses what it is told to lose. */
export class FaultyProxy {
  readonly #server: Server;
  readonly #target: URL;
  #armed: Armed | undefined;
  #port = 0;
  /** Method and path of every request that came. */
  readonly seen: string[] = [];

  constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((incoming, answer) => void this.#pass(incoming, answer));
  }

  static async start(target: string): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(target);
    await proxy.open();
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens, on the same port as before. */
  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** From now on nobody can connect. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The next POST whose path matches meets this fault. */
  strike(fault: ProxyFault, path: RegExp): void {
    this.#armed = { fault, path };
  }

  async #pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = incoming;
    this.seen.push(`${method} ${url}`);
    const strikes = method === 'POST' && this.#armed?.path.test(url) === true;
    const fault = strikes ? this.#armed?.fault : undefined;
    if (strikes) this.#armed = undefined;
    if (fault === 'cut_before') return void incoming.socket.destroy();
    if (fault === 'error_500_before') return void answer.writeHead(500).end();
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { hostname, port } = this.#target;
    const onward = request({ hostname, port, method, path: url, headers: incoming.headers, agent: false }, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (part: Buffer) => parts.push(part));
      reply.on('end', () => {
        if (fault === 'cut_after') incoming.socket.destroy();
        else if (fault === 'error_500_after') answer.writeHead(500).end();
        else if (fault !== 'no_answer_after') answer.writeHead(reply.statusCode ?? 500, reply.headers).end(Buffer.concat(parts));
      });
    });
    onward.on('error', () => incoming.socket.destroy());
    onward.end(Buffer.concat(chunks));
  }
}
