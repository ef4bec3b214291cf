import { EventEmitter } from 'node:events';
import type { Server } from 'node:net';
import { expect, it } from 'vitest';
import { boundConnections } from './connectionBounds.ts';

/** Connections come from loopback in a test, where they are not told apart; so others are announced. */
function announced(mostPerAddress: number | null) {
  const server = new EventEmitter() as unknown as Server;
  boundConnections(server, { most: 100, mostPerAddress });
  const come = (remoteAddress: string) => {
    const socket = Object.assign(new EventEmitter(), { remoteAddress, isCut: false, destroy: () => undefined as unknown });
    socket.destroy = () => Object.assign(socket, { isCut: true }).emit('close');
    server.emit('connection', socket);
    return socket;
  };
  return { server, come };
}

it('cuts the connections of an address beyond its bound, and no others', () => {
  const { server, come } = announced(2);
  expect(server.maxConnections).toBe(100);
  const [first, second, third] = [come('192.0.2.1'), come('192.0.2.1'), come('192.0.2.1')];
  expect([first.isCut, second.isCut, third.isCut, come('192.0.2.2').isCut]).toEqual([false, false, true, false]);
  first.emit('close');
  expect([come('192.0.2.1').isCut, come('192.0.2.1').isCut]).toEqual([false, true]);
});

it.each([
  ['this machine', 2, '127.0.0.1'],
  ['this machine, by its other address', 2, '::1'],
  ['a declared proxy', null, '192.0.2.1'],
])('does not tell apart who comes from %s', (_, mostPerAddress, address) => {
  const { come } = announced(mostPerAddress);
  expect(Array.from({ length: 5 }, () => come(address).isCut)).not.toContain(true);
});
