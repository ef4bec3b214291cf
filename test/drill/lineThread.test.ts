import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LineThread } from './lineThread.ts';

let bank: Server;
let line: LineThread;

beforeAll(async () => {
  bank = createServer((request, response) => response.end(`did ${request.url}`));
  await new Promise<void>((resolve) => bank.listen(0, '127.0.0.1', resolve));
  line = await LineThread.open({ target: `http://127.0.0.1:${(bank.address() as AddressInfo).port}`, seed: 1 });
});
afterAll(async () => {
  await line.close();
  bank.closeAllConnections();
  await new Promise((resolve) => bank.close(resolve));
});

const ask = () =>
  fetch(`${line.url}/one`).then(
    (answer) => answer.text(),
    () => 'no answer',
  );

it('passes, is cut, and passes again when it is mended', async () => {
  expect(await ask()).toBe('did /one');
  await line.cut();
  expect(await ask()).toBe('no answer');
  await line.mend();
  expect(await ask()).toBe('did /one');
  await line.delivered();
});
