import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServerProcess } from '../../server/test/harness/serverProcess.ts';

/** What becomes of an answer on its way: another text, or nothing at all. */
type Change = (path: string, text: string) => string | null;

/** The line between a browser and the server, which can be cut. What a browser plays of it does not reach the worker that keeps the pages. */
export interface Line {
  /** Where the browser finds the server behind the line. */
  readonly base: string;
  /** From now on nothing gets through, either way. */
  cut(): void;
  /** The server still does what it is asked to at this path; the answer is lost, and with it the line. */
  cutAfter(path: string): void;
  /** From now on a proxy answers in the server's place. */
  standIn(status: number, type: string, text: string): void;
  mend(): void;
  /** From now on pages and scripts are what this makes of them; null is not found. */
  serve(change: Change): void;
  close(): Promise<void>;
}

export async function openLine(server: Pick<ServerProcess, 'base' | 'port'>): Promise<Line> {
  let isCut = false;
  let lastPath: string | null = null;
  let change: Change | null = null;
  let standIn: ((answer: ServerResponse) => void) | null = null;

  const pass = (asked: IncomingMessage, answer: ServerResponse): void => {
    const path = asked.url?.split('?', 1)[0] ?? '/';
    if (isCut) return void answer.destroy();
    if (standIn !== null) return void standIn(answer);
    // Compressed or unchanged answers could not be changed on the way.
    const { origin: _origin, 'accept-encoding': _encoding, 'if-none-match': _tag, 'if-modified-since': _since, ...headers } = asked.headers;
    const onward = request({
      ...{ host: '127.0.0.1', port: server.port, method: asked.method, path: asked.url },
      headers: { ...headers, host: `localhost:${server.port}`, ...(asked.headers.origin !== undefined && { origin: server.base }) },
    });
    asked.pipe(onward);
    onward.on('error', () => answer.destroy());
    onward.on('response', (got) => {
      const parts: Buffer[] = [];
      got.on('data', (part: Buffer) => parts.push(part));
      got.on('end', () => {
        if (lastPath === path) isCut = true;
        if (isCut) return void answer.destroy();
        const body = Buffer.concat(parts);
        const isText = /html|javascript/.test(got.headers['content-type'] ?? '');
        const changed = change === null || !isText ? body : change(path, body.toString());
        if (changed === null) return void answer.writeHead(404).end();
        const { 'content-length': _length, 'transfer-encoding': _encoding, ...told } = got.headers;
        answer.writeHead(got.statusCode ?? 502, told).end(changed);
      });
    });
  };
  const line = createServer(pass);
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://localhost:${(line.address() as AddressInfo).port}`,
    cut: () => {
      isCut = true;
    },
    cutAfter: (path) => {
      lastPath = path;
    },
    standIn: (status, type, text) => {
      standIn = (answer) => void answer.writeHead(status, { 'content-type': type }).end(text);
    },
    mend: () => {
      isCut = false;
      standIn = null;
      lastPath = null;
    },
    serve: (next) => {
      change = next;
    },
    close: async () => {
      line.closeAllConnections();
      await new Promise((resolve) => line.close(resolve));
    },
  };
}
