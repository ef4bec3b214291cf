import { createServer } from 'node:net';
import { StartError } from './startError.ts';

/** Throws StartError when the server could not listen there; a matter of milliseconds, before anything slow is begun. */
export async function checkPort(host: string, port: number): Promise<void> {
  for (const address of host === 'localhost' ? ['127.0.0.1', '::1'] : [host]) {
    const code = await tryToListen(address, port);
    // A machine without IPv6 has no ::1; 127.0.0.1 is enough then.
    if (code !== undefined && !(address === '::1' && code !== 'EADDRINUSE')) throw new StartError(portRefusal(host, port, code));
  }
}

/** The sentence for an error of listening. */
export function portRefusal(host: string, port: number, code: string): string {
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program: stop that program, or set PORT to another number.`;
  if (code === 'EACCES') return `This user may not listen on port ${port}: set PORT to a number from 1024 on.`;
  return `This machine has no address ${host} to listen on (${code}): set HOST to one of its own, or leave it at localhost.`;
}

function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
}
