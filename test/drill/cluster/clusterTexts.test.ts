import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { etcdApiFor, etcdEnvironment, haproxyConfiguration, LEASE_SECONDS, patroniYaml, rolesAndDatabase } from './clusterTexts.ts';
import { EXAMPLE_CLUSTER } from './exampleCluster.ts';

const GUIDE = readFileSync(join(import.meta.dirname, '../../../docs/operating/cluster.md'), 'utf8');
const [node] = EXAMPLE_CLUSTER.nodes;
if (node === undefined) throw new Error('The example has no node.');

it.each([
  ['etcd', etcdEnvironment(node, EXAMPLE_CLUSTER)],
  ['Patroni', patroniYaml(node, EXAMPLE_CLUSTER)],
  ['HAProxy', haproxyConfiguration(5000, EXAMPLE_CLUSTER)],
  ['the roles and the database', `${rolesAndDatabase({ owner: 'OWNER-SECRET', server: 'SERVER-SECRET' }).join(';\n')};\n`],
])('what the guide says about %s is what the drill runs', (_, text) => {
  expect(GUIDE).toContain(`\n${text}\`\`\``);
});

it('a hiccup of etcd fits into the lease, as Patroni wants it', () => {
  const text = patroniYaml(node, EXAMPLE_CLUSTER);
  const setting = (name: string): number => Number(new RegExp(`^ *${name}: (\\d+)$`, 'm').exec(text)?.[1]);
  expect(setting('ttl')).toBe(LEASE_SECONDS);
  expect(setting('loop_wait') + 2 * setting('retry_timeout')).toBeLessThanOrEqual(LEASE_SECONDS);
});

it('acknowledged writes stand on two machines, always', () => {
  const text = patroniYaml(node, EXAMPLE_CLUSTER);
  for (const line of ['synchronous_mode: true', 'synchronous_mode_strict: true', "synchronous_commit: 'on'"])
    expect(text).toContain(`    ${line}\n`);
});

it.each([
  ['3.0.2', 'etcd'],
  ['2.1.7', 'etcd'],
  ['3.0.3', 'etcd3'],
  ['3.1.0', 'etcd3'],
  ['4.0.4', 'etcd3'],
])('Patroni %s speaks to etcd over the interface of %s', (version, api) => {
  expect(etcdApiFor(version)).toBe(api);
});
