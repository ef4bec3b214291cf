import pg from 'pg';
import { StartError } from './startError.ts';

/** On a busy machine our own start keeps us from hearing the answer for some seconds. */
const CONNECT_TIMEOUT_MS = 30_000;
const OLDEST_VERSION = 15;

export interface ExternalPostgres {
  ownerPool: pg.PoolConfig;
  serverPool: pg.PoolConfig;
}

/**
 * Looks whether a PostgreSQL that somebody else runs will do, and prepares the role with least rights in it. The owner runs migrations;
 * the server connects with `DATABASE_URL` and at once takes on the role `guichet_server`. Throws StartError with what to mend.
 */
export async function openExternalPostgres(database: { url: string; ownerUrl: string | undefined }): Promise<ExternalPostgres> {
  const ownerName = database.ownerUrl === undefined ? 'DATABASE_URL' : 'DATABASE_OWNER_URL';
  const ownerPool = { connectionString: database.ownerUrl ?? database.url };
  const serverPool = { connectionString: asServerRole(database.url) };
  const owner = await connect(ownerPool, ownerName);
  try {
    await refuseUnfit(owner, ownerName);
    await ensureServerRole(owner);
    if (!(await canTakeRole(serverPool))) await grantServerRole(owner, database.url);
  } finally {
    await owner.end();
  }
  const server = await connect(serverPool, 'DATABASE_URL');
  await server.end();
  return { ownerPool, serverPool };
}

/** PostgreSQL takes settings for a new connection in `options`; what stands there already stays. */
function asServerRole(url: string): string {
  const parsed = new URL(url);
  const given = parsed.searchParams.get('options');
  parsed.searchParams.set('options', `${given === null ? '' : `${given} `}-c role=guichet_server`);
  return parsed.toString();
}

async function connect(pool: pg.PoolConfig, variable: string): Promise<pg.Client> {
  const client = new pg.Client({ ...pool, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // A connection that breaks while we hold it shows itself at the next query.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw new StartError(connectRefusal(error, variable, client));
  }
}

function connectRefusal(error: unknown, variable: string, client: pg.Client): string {
  const { code, message } = error as { code?: string; message: string };
  const where = client.host.startsWith('/') ? client.host : `${client.host}:${client.port}`;
  if (code === '28P01' || code === '28000') {
    return `${variable}: PostgreSQL at ${where} refuses the user ${client.user}: correct the user or the password.`;
  }
  if (code === '3D000') return `${variable}: PostgreSQL at ${where} has no database ${client.database}: create it, or correct the name.`;
  if (error instanceof pg.DatabaseError)
    return `${variable}: PostgreSQL at ${where} refuses the connection: ${message.replace(/\.$/, '')}.`;
  return `${variable}: no PostgreSQL answers at ${where} (${code ?? message}): start it, or correct the address.`;
}

async function refuseUnfit(owner: pg.Client, variable: string): Promise<void> {
  const { rows } = await owner.query<{
    version: number;
    encoding: string;
    standby: boolean;
    may_create: boolean;
    name: string;
    person: string;
  }>(`
    SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_encoding') AS encoding,
      pg_is_in_recovery() AS standby, current_database() AS name, current_user AS person,
      has_database_privilege(current_database(), 'CREATE') AND has_schema_privilege('public', 'CREATE') AS may_create`);
  const [found] = rows;
  if (found === undefined) throw new Error('PostgreSQL did not describe itself.');
  if (found.version < OLDEST_VERSION) {
    throw new StartError(`${variable} leads to PostgreSQL ${found.version}: Guichet needs ${OLDEST_VERSION} or later.`);
  }
  if (found.encoding !== 'UTF8') {
    throw new StartError(`${variable}: the database ${found.name} is encoded in ${found.encoding}: create one with ENCODING 'UTF8'.`);
  }
  if (found.standby) throw new StartError(`${variable} leads to a standby that can only be read: set it to the primary.`);
  if (!found.may_create) {
    throw new StartError(
      `${variable}: the user ${found.person} may not create tables in ${found.name}: run ALTER DATABASE ${found.name} OWNER TO ${found.person}, or set DATABASE_OWNER_URL to a user who may.`,
    );
  }
}

async function ensureServerRole(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query("SELECT FROM pg_roles WHERE rolname = 'guichet_server'");
  if (rows.length > 0) return;
  try {
    await owner.query('CREATE ROLE guichet_server NOLOGIN');
  } catch (error) {
    const code = (error as { code?: string }).code;
    // Another server that starts at the same time was quicker.
    if (code === '42710' || code === '23505') return;
    if (code !== '42501') throw error;
    throw new StartError(
      'The database has no role guichet_server, and its owner may not create one: let an administrator run CREATE ROLE guichet_server NOLOGIN.',
    );
  }
}

/** Trying is the only test that says the same in every version: the rules of membership changed in PostgreSQL 16. */
async function canTakeRole(serverPool: pg.PoolConfig): Promise<boolean> {
  const client = new pg.Client({ ...serverPool, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === '42501' || code === '22023') return false;
    throw new StartError(connectRefusal(error, 'DATABASE_URL', client));
  } finally {
    await client.end().catch(() => {});
  }
}

async function grantServerRole(owner: pg.Client, serverUrl: string): Promise<void> {
  const server = await connect({ connectionString: serverUrl }, 'DATABASE_URL');
  const person = pg.escapeIdentifier(server.user ?? '');
  await server.end();
  try {
    await owner.query(`GRANT guichet_server TO ${person}`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new StartError(
      `DATABASE_URL: its user may not act as guichet_server: let an administrator run GRANT guichet_server TO ${person}.`,
    );
  }
}
