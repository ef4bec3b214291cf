import type { ClusterNode, ClusterSettings } from './clusterTexts.ts';

/** The three machines that docs/operating/cluster.md describes. */
const exampleNode = (at: number): ClusterNode => ({
  name: `node${at}`,
  host: `10.0.0.1${at}`,
  ports: { client: 2379, peer: 2380, rest: 8008, postgres: 5432 },
  etcdFolder: '/var/lib/etcd/guichet',
  dataFolder: '/var/lib/postgresql/15/guichet',
  socketFolder: '/var/run/postgresql',
  passFile: '/var/lib/postgresql/.pgpass-patroni',
});

export const EXAMPLE_CLUSTER: ClusterSettings = {
  nodes: [exampleNode(1), exampleNode(2), exampleNode(3)],
  postgresBin: '/usr/lib/postgresql/15/bin',
  network: '10.0.0.0/24',
  watchdog: 'automatic',
  etcdApi: 'etcd',
  passwords: { superuser: 'A-SECRET', replication: 'ANOTHER-SECRET', rewind: 'A-THIRD-SECRET', rest: 'A-FOURTH-SECRET' },
};
