import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { NotReached } from './httpClient.ts';
import { openProviderHttp, type ProviderHttp } from './providerHttp.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

function outside(privateHosts: string[] = []): ProviderHttp {
  const made = openProviderHttp(privateHosts);
  open.push(made);
  return made;
}

async function listening(): Promise<number> {
  const server = createServer((_, response) => void response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  open.push(server);
  return (server.address() as AddressInfo).port;
}

const get = (from: ProviderHttp, url: string, livemode: boolean) =>
  from.client(livemode).send({ method: 'GET', url, headers: {}, deadlineMs: 2_000 });

it('reaches this machine in test mode, and in live mode only where the operator has named it', async () => {
  const port = await listening();
  const url = `http://localhost:${port}/`;
  expect((await get(outside(), url, false)).status).toBe(200);
  expect(await outside().mayReach(new URL(url), false)).toBe(true);
  await expect(get(outside(), url, true)).rejects.toBeInstanceOf(NotReached);
  expect(await outside().mayReach(new URL(url), true)).toBe(false);
  expect((await get(outside(['localhost']), url, true)).status).toBe(200);
  expect(await outside([`localhost:${port}`]).mayReach(new URL(url), true)).toBe(true);
});

it('reaches a private network only where the operator has named the host, and the internet always', async () => {
  for (const livemode of [false, true]) {
    for (const host of ['10.0.0.5', '192.168.1.1', '172.16.0.1', '100.64.0.1', '[fd00::1]', '0.0.0.0'])
      expect(await outside().mayReach(new URL(`https://${host}/`), livemode), host).toBe(false);
    expect(await outside(['10.0.0.5']).mayReach(new URL('https://10.0.0.5/'), livemode)).toBe(true);
    expect(await outside().mayReach(new URL('https://93.184.215.14/'), livemode)).toBe(true);
  }
});

it('never reaches what answers a machine about itself, whatever the operator has named', async () => {
  const hosts = [
    '169.254.169.254',
    '169.254.1.1',
    '168.63.129.16',
    '100.100.100.200',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[::ffff:169.254.169.254]',
  ];
  const named = outside(hosts.map((host) => host.replace(/^\[|\]$/g, '')).concat('::ffff:a9fe:a9fe'));
  for (const host of hosts) {
    const url = `http://${host}/latest/meta-data`;
    for (const livemode of [false, true]) {
      expect(await named.mayReach(new URL(url), livemode), host).toBe(false);
      await expect(get(named, url, livemode), host).rejects.toBeInstanceOf(NotReached);
    }
  }
});
