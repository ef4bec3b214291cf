import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { StartError } from './platform/startError.ts';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Everything that the environment says, read once and checked. Each field is documented in docs/operating/configuration.md. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** Undefined: our own PostgreSQL. */
  database: { url: string; ownerUrl: string | undefined } | undefined;
  /** Where browsers reach us, without a slash at the end; undefined: the address that we listen on. */
  publicUrl: string | undefined;
  mail: { smtpUrl: string | undefined; from: string | undefined };
  tls: { certFile: string; keyFile: string } | undefined;
  /** The addresses of proxies whose word about the client counts, or true for any. */
  trustProxy: boolean | string[];
  log: { level: LogLevel; to: 'file' | 'stdout' };
  /** Given: the first owner is made at start and nothing is asked. */
  owner: { email: string; password: string; name: string } | undefined;
  /** The secret test key that a caller chose beforehand. */
  testKey: string | undefined;
  business: { name: string; country: string; currency: string; timeZone: string };
  bank: {
    /** A sandbox bank that already runs; undefined: one is started beside the server. */
    running: { url: string; token: string } | undefined;
    /** How long the server waits for the bank's answer. */
    deadlineMs: number;
  };
  /** Hosts, `host` or `host:port`, that webhooks may go to although their addresses are private. */
  webhookPrivateHosts: string[];
  /** The same for accounts at providers. */
  providerPrivateHosts: string[];
  /** Where the rates of the European Central Bank are fetched daily; undefined: never. */
  ecbRatesUrl: string | undefined;
  /** Where and when backups of our own PostgreSQL are made; undefined: by hand only. */
  backups: BackupConfig | undefined;
  /** The most requests that are worked on at once; how many it is at a time follows from how long they take. */
  maxInFlight: number;
  /** The named point at which a test wants the process to kill itself. */
  crashPoint: string | undefined;
  /** The program that started us holds our standard input: when it ends, we stop. */
  stopWhenInputEnds: boolean;
}

export interface BackupConfig {
  readonly folder: string;
  /** The time of day in the place's zone, `03:00`. */
  readonly at: string;
  readonly keepDays: number;
  /** How old what was written may grow before it is in the backup. */
  readonly everySeconds: number;
}

const LOG_LEVELS: readonly string[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'];
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/**
 * Reads the environment. An empty variable counts as absent. Throws StartError with one sentence that names the variable and the way out.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const config: Config = {
    port: port(env),
    host: text(env, 'HOST') ?? 'localhost',
    dataDir: resolve(text(env, 'DATA_DIR') ?? 'data'),
    database: database(env),
    publicUrl: url(env, 'PUBLIC_URL', ['http:', 'https:'], 'https://pay.example.com')?.replace(/\/+$/, ''),
    mail: { smtpUrl: url(env, 'SMTP_URL', ['smtp:', 'smtps:'], 'smtps://user:password@mail.example.com'), from: mailFrom(env) },
    tls: tls(env),
    trustProxy: trustProxy(env),
    log: log(env),
    owner: owner(env),
    testKey: testKey(env),
    business: business(env),
    bank: bank(env),
    webhookPrivateHosts: privateHosts(env, 'WEBHOOK_PRIVATE_HOSTS'),
    providerPrivateHosts: privateHosts(env, 'PROVIDER_PRIVATE_HOSTS'),
    ecbRatesUrl: ecbRatesUrl(env),
    backups: backups(env),
    maxInFlight: wholeNumber(env, 'MAX_IN_FLIGHT', { least: 1, most: 10_000, fallback: 1_024 }),
    crashPoint: crashPoint(env),
    stopWhenInputEnds: text(env, 'GUICHET_STOP_WITH_INPUT') === '1',
  };
  refusePlainHttpElsewhere(config);
  refuseBackupsOfOthers(config);
  return config;
}

function text(env: NodeJS.ProcessEnv, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

function wholeNumber(env: NodeJS.ProcessEnv, name: string, range: { least: number; most: number; fallback: number }): number {
  const given = text(env, name);
  if (given === undefined) return range.fallback;
  const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= range.least && value <= range.most) return value;
  throw new StartError(`${name} must be a whole number from ${range.least} to ${range.most}, and is ${quoted(given)}.`);
}

function port(env: NodeJS.ProcessEnv): number {
  return wholeNumber(env, 'PORT', { least: 0, most: 65_535, fallback: 4242 });
}

function url(env: NodeJS.ProcessEnv, name: string, protocols: readonly string[], example: string): string | undefined {
  const given = text(env, name);
  if (given === undefined) return undefined;
  if (URL.canParse(given) && protocols.includes(new URL(given).protocol)) return given;
  // The value isn't repeated: it may hold a password.
  throw new StartError(`${name} must be an address such as ${example}.`);
}

function database(env: NodeJS.ProcessEnv): Config['database'] {
  const example = 'postgres://user:password@host:5432/guichet';
  const serverUrl = url(env, 'DATABASE_URL', ['postgres:', 'postgresql:'], example);
  const ownerUrl = url(env, 'DATABASE_OWNER_URL', ['postgres:', 'postgresql:'], example);
  if (serverUrl !== undefined) return { url: serverUrl, ownerUrl };
  if (ownerUrl === undefined) return undefined;
  throw new StartError('DATABASE_OWNER_URL is set without DATABASE_URL: set both, or neither to use the PostgreSQL that Guichet brings.');
}

function mailFrom(env: NodeJS.ProcessEnv): string | undefined {
  const given = text(env, 'MAIL_FROM');
  if (given === undefined || /^[^<>\r\n]*<?[^\s@<>]+@[^\s@<>]+>?$/.test(given)) return given;
  throw new StartError(`MAIL_FROM must be a mail address such as "Chez Paul <till@example.com>", and is ${quoted(given)}.`);
}

function tls(env: NodeJS.ProcessEnv): Config['tls'] {
  const [certFile, keyFile] = [text(env, 'TLS_CERT'), text(env, 'TLS_KEY')];
  if (certFile !== undefined && keyFile !== undefined) {
    return { certFile: readableFile('TLS_CERT', certFile), keyFile: readableFile('TLS_KEY', keyFile) };
  }
  if (certFile === undefined && keyFile === undefined) return undefined;
  throw new StartError('TLS_CERT and TLS_KEY go together: set both to files in PEM format, or neither.');
}

function readableFile(name: string, given: string): string {
  const file = resolve(given);
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new StartError(`${name}: the file ${file} can't be read (${code}): correct the path, or let this user read it.`);
  }
  return file;
}

function trustProxy(env: NodeJS.ProcessEnv): boolean | string[] {
  const given = text(env, 'TRUST_PROXY');
  if (given === undefined || given === 'false') return false;
  if (given === 'true') return true;
  const addresses = given.split(',').map((each) => each.trim());
  if (addresses.every((each) => /^[0-9a-fA-F.:]+(\/\d{1,3})?$/.test(each))) return addresses;
  throw new StartError(`TRUST_PROXY must be true, false or the proxy's addresses such as 10.0.0.0/8,::1, and is ${quoted(given)}.`);
}

function log(env: NodeJS.ProcessEnv): Config['log'] {
  const level = text(env, 'LOG_LEVEL') ?? 'info';
  if (!LOG_LEVELS.includes(level)) throw new StartError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, and is ${quoted(level)}.`);
  const to = text(env, 'LOG_TO') ?? 'file';
  if (to !== 'file' && to !== 'stdout') throw new StartError(`LOG_TO must be file or stdout, and is ${quoted(to)}.`);
  return { level: level as LogLevel, to };
}

function owner(env: NodeJS.ProcessEnv): Config['owner'] {
  const email = text(env, 'GUICHET_OWNER_EMAIL');
  // A password may begin or end with a space.
  const password = env.GUICHET_OWNER_PASSWORD || undefined;
  if (email === undefined && password === undefined) return undefined;
  if (email === undefined || password === undefined) {
    throw new StartError('GUICHET_OWNER_EMAIL and GUICHET_OWNER_PASSWORD go together: set both, or neither to be asked in the browser.');
  }
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new StartError(`GUICHET_OWNER_EMAIL must be a mail address, and is ${quoted(email)}.`);
  if ([...password].length < 12) throw new StartError('GUICHET_OWNER_PASSWORD must have 12 characters or more.');
  return { email, password, name: text(env, 'GUICHET_OWNER_NAME') ?? (email.split('@')[0] as string) };
}

function testKey(env: NodeJS.ProcessEnv): string | undefined {
  const key = text(env, 'GUICHET_TEST_KEY');
  if (key === undefined || /^sk_test_[A-Za-z0-9_]{4,}$/.test(key)) return key;
  throw new StartError('GUICHET_TEST_KEY must begin with sk_test_ and have 12 characters or more, letters, digits and _ only.');
}

function business(env: NodeJS.ProcessEnv): Config['business'] {
  const country = text(env, 'GUICHET_COUNTRY') ?? 'FR';
  if (!/^[A-Z]{2}$/.test(country))
    throw new StartError(`GUICHET_COUNTRY must be a country of two capital letters such as FR, and is ${quoted(country)}.`);
  const currency = text(env, 'GUICHET_CURRENCY') ?? 'eur';
  if (!/^[a-z]{3}$/.test(currency))
    throw new StartError(`GUICHET_CURRENCY must be a currency of three small letters such as eur, and is ${quoted(currency)}.`);
  const timeZone = text(env, 'GUICHET_TIME_ZONE') ?? 'Europe/Paris';
  if (!isTimeZone(timeZone))
    throw new StartError(`GUICHET_TIME_ZONE must be a time zone such as Europe/Paris, and is ${quoted(timeZone)}.`);
  return { name: text(env, 'GUICHET_BUSINESS_NAME') ?? 'Guichet', country, currency, timeZone };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Intl also takes offsets such as +01:00, which know no summer time.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

function bank(env: NodeJS.ProcessEnv): Config['bank'] {
  const address = url(env, 'SANDBOX_BANK_URL', ['http:', 'https:'], 'http://127.0.0.1:4243')?.replace(/\/+$/, '');
  const token = text(env, 'SANDBOX_BANK_TOKEN');
  if ((address === undefined) !== (token === undefined)) {
    throw new StartError('SANDBOX_BANK_URL and SANDBOX_BANK_TOKEN go together: set both, or neither to have a bank started.');
  }
  return {
    running: address === undefined || token === undefined ? undefined : { url: address, token },
    deadlineMs: wholeNumber(env, 'BANK_DEADLINE_MS', { least: 100, most: 120_000, fallback: 20_000 }),
  };
}

function privateHosts(env: NodeJS.ProcessEnv, name: string): string[] {
  const hosts = (text(env, name) ?? '').split(',').map((each) => each.trim().toLowerCase());
  const wrong = hosts.find((host) => !/^$|^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/.test(host));
  if (wrong !== undefined)
    throw new StartError(`${name} must be hosts such as crm.local,10.0.0.5:8080,[fd00::1], and one of them is ${quoted(wrong)}.`);
  // An IPv6 address without a port is kept as it is compared, without brackets.
  return hosts.filter((host) => host !== '').map((host) => host.replace(/^\[([^\]]*)\]$/, '$1'));
}

const ECB_RATES_URL = 'https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml';

/** Unlike elsewhere, set but empty says something: never fetch. */
function ecbRatesUrl(env: NodeJS.ProcessEnv): string | undefined {
  if (env.ECB_RATES_URL !== undefined && env.ECB_RATES_URL.trim() === '') return undefined;
  return url(env, 'ECB_RATES_URL', ['http:', 'https:'], ECB_RATES_URL) ?? ECB_RATES_URL;
}

function backups(env: NodeJS.ProcessEnv): BackupConfig | undefined {
  const folder = text(env, 'BACKUP_DIR');
  const at = text(env, 'BACKUP_AT') ?? '03:00';
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(at)) throw new StartError(`BACKUP_AT must be a time of day such as 03:00, and is ${quoted(at)}.`);
  const keepDays = wholeNumber(env, 'BACKUP_KEEP_DAYS', { least: 1, most: 3650, fallback: 14 });
  const everySeconds = wholeNumber(env, 'BACKUP_EVERY_SECONDS', { least: 1, most: 3600, fallback: 60 });
  return folder === undefined ? undefined : { folder: resolve(folder), at, keepDays, everySeconds };
}

/** A PostgreSQL of one's own is saved by its own tools: nothing of ours reaches its files. */
function refuseBackupsOfOthers(config: Config): void {
  if (config.backups === undefined || config.database === undefined) return;
  throw new StartError(
    'BACKUP_DIR is for the PostgreSQL that Guichet brings, and DATABASE_URL names another: leave BACKUP_DIR out and save that one by its own tools.',
  );
}

function crashPoint(env: NodeJS.ProcessEnv): string | undefined {
  return text(env, 'GUICHET_TEST_HOOKS') === '1' ? text(env, 'GUICHET_CRASH_POINT') : undefined;
}

/** Encryption in the page and passkeys work in a secure context only: on loopback, or behind TLS. */
function refusePlainHttpElsewhere(config: Config): void {
  if (LOOPBACK.test(config.host) || config.tls !== undefined || config.trustProxy !== false) return;
  throw new StartError(
    `HOST=${config.host} would serve plain HTTP beyond this machine: set TLS_CERT and TLS_KEY, or TRUST_PROXY if a proxy in front does the encryption, or leave HOST at localhost.`,
  );
}

function quoted(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
