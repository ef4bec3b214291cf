import type { Server, Socket } from 'node:net';

export interface ConnectionBounds {
  readonly most: number;
  /** Null where a proxy stands in front, from whose address everybody comes. */
  readonly mostPerAddress: number | null;
}

export const CONNECTION_BOUNDS = { most: 8_192, mostPerAddress: 1_024 } as const;

/** A proxy that nobody declared may be on this machine, and so may a program that makes a test of it. */
const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');

/** Connections beyond what the server, or one address, may hold are cut before anything is read from them. */
export function boundConnections(server: Server, { most, mostPerAddress }: ConnectionBounds): void {
  server.maxConnections = most;
  if (mostPerAddress === null) return;
  const held = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const { remoteAddress: address } = socket;
    if (address === undefined || isLoopback(address)) return;
    const count = (held.get(address) ?? 0) + 1;
    if (count > mostPerAddress) {
      socket.destroy();
      return;
    }
    held.set(address, count);
    socket.once('close', () => {
      const left = (held.get(address) ?? 1) - 1;
      if (left === 0) held.delete(address);
      else held.set(address, left);
    });
  });
}
