/** One machine of the cluster: a member of etcd, a Patroni, and the PostgreSQL that it watches. */
export interface ClusterNode {
  readonly name: string;
  readonly host: string;
  readonly ports: { readonly client: number; readonly peer: number; readonly rest: number; readonly postgres: number };
  /** Where etcd keeps its data. */
  readonly etcdFolder: string;
  /** Where PostgreSQL keeps its data; it need not exist yet. */
  readonly dataFolder: string;
  readonly socketFolder: string;
  readonly passFile: string;
}

export interface ClusterSettings {
  readonly nodes: readonly ClusterNode[];
  readonly postgresBin: string;
  /** From where PostgreSQL may be reached. */
  readonly network: string;
  /** What Patroni does about the machine's watchdog: it restarts a machine on which Patroni itself hangs. */
  readonly watchdog: 'off' | 'automatic' | 'required';
  /** How Patroni speaks to etcd. */
  readonly etcdApi: EtcdApi;
  readonly passwords: { readonly superuser: string; readonly replication: string; readonly rewind: string; readonly rest: string };
}

/**
 * How long a primary that says nothing stays the primary, in seconds. Patroni renews its lease every `loop_wait` seconds; twice
 * `retry_timeout` and one `loop_wait` must fit into it, so that a hiccup of etcd demotes nobody.
 */
export const LEASE_SECONDS = 20;

export type EtcdApi = 'etcd' | 'etcd3';

/**
 * The newer interface of etcd, where Patroni can be trusted with it. Before 3.0.3, a Patroni that was frozen for longer than its lease wrote itself
 * over whoever had become the primary meanwhile, and the acknowledged writes of that one were lost. Over the older interface it looks first.
 */
export function etcdApiFor(patroniVersion: string): EtcdApi {
  const [major = 0, minor = 0, patch = 0] = patroniVersion.split('.').map(Number);
  return major > 3 || (major === 3 && (minor > 0 || patch >= 3)) ? 'etcd3' : 'etcd';
}

/** The environment of one member of etcd, as Debian reads it from /etc/default/etcd. */
export function etcdEnvironment(
  { name, host, ports, etcdFolder }: ClusterNode,
  { nodes, etcdApi }: Pick<ClusterSettings, 'nodes' | 'etcdApi'>,
): string {
  const members = nodes.map((each) => `${each.name}=http://${each.host}:${each.ports.peer}`).join(',');
  return `ETCD_NAME=${name}
ETCD_DATA_DIR=${etcdFolder}
ETCD_LISTEN_PEER_URLS=http://${host}:${ports.peer}
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://${host}:${ports.peer}
ETCD_LISTEN_CLIENT_URLS=http://${host}:${ports.client}
ETCD_ADVERTISE_CLIENT_URLS=http://${host}:${ports.client}
ETCD_INITIAL_CLUSTER=${members}
ETCD_INITIAL_CLUSTER_STATE=new
ETCD_INITIAL_CLUSTER_TOKEN=guichet
ETCD_HEARTBEAT_INTERVAL=200
ETCD_ELECTION_TIMEOUT=2000
ETCD_AUTO_COMPACTION_RETENTION=1
${etcdApi === 'etcd' ? 'ETCD_ENABLE_V2=true\n' : ''}`;
}

/** The configuration of Patroni on one node. */
export function patroniYaml(node: ClusterNode, { nodes, postgresBin, network, watchdog, etcdApi, passwords }: ClusterSettings): string {
  return `scope: guichet
name: ${node.name}

restapi:
  listen: ${node.host}:${node.ports.rest}
  connect_address: ${node.host}:${node.ports.rest}
  authentication:
    username: patroni
    password: ${passwords.rest}

${etcdApi}:
  hosts:
${nodes.map(({ host, ports }) => `    - ${host}:${ports.client}`).join('\n')}

bootstrap:
  dcs:
    ttl: ${LEASE_SECONDS}
    loop_wait: 3
    retry_timeout: 5
    primary_start_timeout: 10
    synchronous_mode: true
    synchronous_mode_strict: true
    synchronous_node_count: 1
    postgresql:
      use_pg_rewind: true
      use_slots: true
      parameters:
        synchronous_commit: 'on'
        wal_log_hints: 'on'
        max_connections: 100
        wal_sender_timeout: 5s
        wal_receiver_timeout: 10s
        client_connection_check_interval: 5s
        tcp_keepalives_idle: 10
        tcp_keepalives_interval: 5
        tcp_keepalives_count: 3
  initdb:
    - encoding: UTF8
    - locale: C
    - data-checksums

postgresql:
  listen: ${node.host}:${node.ports.postgres}
  connect_address: ${node.host}:${node.ports.postgres}
  data_dir: ${node.dataFolder}
  bin_dir: ${postgresBin}
  pgpass: ${node.passFile}
  remove_data_directory_on_rewind_failure: true
  remove_data_directory_on_diverged_timelines: true
  authentication:
    superuser:
      username: postgres
      password: ${passwords.superuser}
    replication:
      username: replicator
      password: ${passwords.replication}
    rewind:
      username: rewinder
      password: ${passwords.rewind}
  parameters:
    unix_socket_directories: ${node.socketFolder}
    password_encryption: scram-sha-256
  pg_hba:
    - host replication replicator ${network} scram-sha-256
    - host all all ${network} scram-sha-256
  basebackup:
    - checkpoint: fast

watchdog:
  mode: ${watchdog}
`;
}

/** The configuration of the HAProxy beside a server: it leads to whichever node Patroni says is the primary, and to nobody while there is none. */
export function haproxyConfiguration(port: number, { nodes }: Pick<ClusterSettings, 'nodes'>): string {
  return `global
  maxconn 1000

defaults
  mode tcp
  retries 2
  timeout connect 2s
  timeout check 2s
  timeout client 1h
  timeout server 1h
  option clitcpka
  option srvtcpka

listen primary
  bind 127.0.0.1:${port}
  option httpchk
  http-check send meth OPTIONS uri /primary
  http-check expect status 200
  default-server inter 1s downinter 500ms fastinter 500ms fall 3 rise 2 on-marked-down shutdown-sessions
${nodes.map(({ name, host, ports }) => `  server ${name} ${host}:${ports.postgres} check port ${ports.rest}`).join('\n')}
`;
}

/** The roles and the database, made once by the superuser: an owner who runs migrations, and a user who can do nothing but connect. */
export const rolesAndDatabase = (passwords: { readonly owner: string; readonly server: string }): readonly string[] => [
  'CREATE ROLE guichet_server NOLOGIN',
  `CREATE ROLE guichet_owner LOGIN PASSWORD '${passwords.owner}'`,
  `CREATE ROLE guichet_app LOGIN PASSWORD '${passwords.server}'`,
  'GRANT guichet_server TO guichet_app',
  "CREATE DATABASE guichet OWNER guichet_owner ENCODING 'UTF8' TEMPLATE template0",
];
