import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';
import { StartError } from './platform/startError.ts';

/** Any file that can be read; what stands in it is looked at when it is used. */
const file = import.meta.filename;

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(loadConfig({})).toEqual({
      port: 4242,
      host: 'localhost',
      dataDir: `${process.cwd()}/data`,
      database: undefined,
      publicUrl: undefined,
      mail: { smtpUrl: undefined, from: undefined },
      tls: undefined,
      trustProxy: false,
      log: { level: 'info', to: 'file' },
      owner: undefined,
      testKey: undefined,
      business: { name: 'Guichet', country: 'FR', currency: 'eur', timeZone: 'Europe/Paris' },
      bank: { running: undefined, deadlineMs: 20_000 },
      providerPrivateHosts: [],
      webhookPrivateHosts: [],
      ecbRatesUrl: 'https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml',
      maxInFlight: 1_024,
      crashPoint: undefined,
      stopWhenInputEnds: false,
    });
  });

  it('takes what is set, and an empty variable as none', () => {
    const config = loadConfig({
      PORT: '8443',
      HOST: '0.0.0.0',
      DATA_DIR: '/srv/guichet',
      DATABASE_URL: 'postgres://app:p@db/guichet',
      DATABASE_OWNER_URL: 'postgres://owner:p@db/guichet',
      PUBLIC_URL: 'https://pay.example.com/',
      SMTP_URL: 'smtps://u:p@mail.example.com',
      MAIL_FROM: 'Chez Paul <till@example.com>',
      TLS_CERT: file,
      TLS_KEY: file,
      TRUST_PROXY: '10.0.0.0/8, ::1',
      LOG_LEVEL: 'debug',
      LOG_TO: 'stdout',
      GUICHET_OWNER_EMAIL: 'paul@example.com',
      GUICHET_OWNER_PASSWORD: ' twelve chars ',
      GUICHET_TEST_KEY: 'sk_test_1234',
      GUICHET_BUSINESS_NAME: 'Chez Paul',
      GUICHET_COUNTRY: 'IT',
      GUICHET_CURRENCY: 'chf',
      GUICHET_TIME_ZONE: 'Europe/Rome',
      SANDBOX_BANK_URL: 'http://127.0.0.1:4243/',
      SANDBOX_BANK_TOKEN: 't',
      BANK_DEADLINE_MS: '500',
      GUICHET_OWNER_NAME: '',
    });
    expect(config).toMatchObject({
      port: 8443,
      host: '0.0.0.0',
      dataDir: '/srv/guichet',
      database: { url: 'postgres://app:p@db/guichet', ownerUrl: 'postgres://owner:p@db/guichet' },
      publicUrl: 'https://pay.example.com',
      mail: { smtpUrl: 'smtps://u:p@mail.example.com', from: 'Chez Paul <till@example.com>' },
      tls: { certFile: file, keyFile: file },
      trustProxy: ['10.0.0.0/8', '::1'],
      log: { level: 'debug', to: 'stdout' },
      owner: { email: 'paul@example.com', password: ' twelve chars ', name: 'paul' },
      testKey: 'sk_test_1234',
      business: { name: 'Chez Paul', country: 'IT', currency: 'chf', timeZone: 'Europe/Rome' },
      bank: { running: { url: 'http://127.0.0.1:4243', token: 't' }, deadlineMs: 500 },
    });
  });

  it('fetches exchange rates from where it is told, and never when that is told to be nowhere', () => {
    expect(loadConfig({ ECB_RATES_URL: 'http://mirror.example.com/rates.xml' }).ecbRatesUrl).toBe('http://mirror.example.com/rates.xml');
    expect(loadConfig({ ECB_RATES_URL: '' }).ecbRatesUrl).toBeUndefined();
  });

  it('lets webhooks go to the private hosts that are named', () => {
    const hosts = loadConfig({ WEBHOOK_PRIVATE_HOSTS: ' CRM.local, 10.0.0.5:8080,,[fd00::1],[::1]:9000 ' }).webhookPrivateHosts;
    expect(hosts).toEqual(['crm.local', '10.0.0.5:8080', 'fd00::1', '[::1]:9000']);
  });

  it('lets a crash point stand only where tests may hook in', () => {
    expect(loadConfig({ GUICHET_CRASH_POINT: 'x' }).crashPoint).toBeUndefined();
    expect(loadConfig({ GUICHET_CRASH_POINT: 'x', GUICHET_TEST_HOOKS: '1' }).crashPoint).toBe('x');
  });

  it.each<[NodeJS.ProcessEnv, string]>([
    [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535, and is "http".'],
    [{ PORT: '65536' }, 'PORT must be'],
    [{ PORT: '-1' }, 'PORT must be'],
    [{ DATABASE_URL: 'localhost' }, 'DATABASE_URL must be an address such as postgres://'],
    [{ DATABASE_OWNER_URL: 'postgres://a@b/c' }, 'DATABASE_OWNER_URL is set without DATABASE_URL'],
    [{ PUBLIC_URL: 'pay.example.com' }, 'PUBLIC_URL must be an address such as https://pay.example.com.'],
    [{ SMTP_URL: 'https://mail.example.com' }, 'SMTP_URL must be'],
    [{ WEBHOOK_PRIVATE_HOSTS: 'crm.local,http://x' }, 'WEBHOOK_PRIVATE_HOSTS must be hosts such as'],
    [{ WEBHOOK_PRIVATE_HOSTS: '::1' }, 'WEBHOOK_PRIVATE_HOSTS must be hosts such as'],
    [{ MAIL_FROM: 'Paul' }, 'MAIL_FROM must be a mail address'],
    [{ TLS_CERT: 'cert.pem' }, 'TLS_CERT and TLS_KEY go together'],
    [{ TLS_CERT: file, TLS_KEY: '/nowhere/key.pem' }, "TLS_KEY: the file /nowhere/key.pem can't be read (ENOENT)"],
    [{ TRUST_PROXY: 'maybe' }, 'TRUST_PROXY must be true, false or'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, and is "loud".'],
    [{ LOG_TO: 'syslog' }, 'LOG_TO must be file or stdout'],
    [{ GUICHET_OWNER_EMAIL: 'paul@example.com' }, 'GUICHET_OWNER_EMAIL and GUICHET_OWNER_PASSWORD go together'],
    [{ GUICHET_OWNER_EMAIL: 'paul', GUICHET_OWNER_PASSWORD: 'twelve chars' }, 'GUICHET_OWNER_EMAIL must be a mail address'],
    [
      { GUICHET_OWNER_EMAIL: 'p@example.com', GUICHET_OWNER_PASSWORD: 'eleven char' },
      'GUICHET_OWNER_PASSWORD must have 12 characters or more.',
    ],
    [{ GUICHET_TEST_KEY: 'sk_live_12345' }, 'GUICHET_TEST_KEY must begin with sk_test_'],
    [{ GUICHET_TEST_KEY: 'sk_test_123' }, 'GUICHET_TEST_KEY must begin with sk_test_'],
    [{ GUICHET_COUNTRY: 'France' }, 'GUICHET_COUNTRY must be'],
    [{ GUICHET_CURRENCY: 'EUR' }, 'GUICHET_CURRENCY must be'],
    [{ GUICHET_TIME_ZONE: 'Europe/Lutece' }, 'GUICHET_TIME_ZONE must be a time zone such as Europe/Paris'],
    [{ GUICHET_TIME_ZONE: '+01:00' }, 'GUICHET_TIME_ZONE must be'],
    [{ SANDBOX_BANK_URL: 'http://127.0.0.1:1' }, 'SANDBOX_BANK_URL and SANDBOX_BANK_TOKEN go together'],
    [{ BANK_DEADLINE_MS: '0' }, 'BANK_DEADLINE_MS must be'],
    [{ BACKUP_AT: '3:00' }, 'BACKUP_AT must be a time of day such as 03:00, and is "3:00".'],
    [{ BACKUP_DIR: '/b', BACKUP_AT: '24:00' }, 'BACKUP_AT must be'],
    [{ BACKUP_DIR: '/b', BACKUP_KEEP_DAYS: '0' }, 'BACKUP_KEEP_DAYS must be'],
    [{ BACKUP_DIR: '/b', BACKUP_EVERY_SECONDS: '3601' }, 'BACKUP_EVERY_SECONDS must be'],
    [{ BACKUP_DIR: '/b', DATABASE_URL: 'postgres://a@b/c' }, 'BACKUP_DIR is for the PostgreSQL that Guichet brings'],
    [{ HOST: '192.0.2.1' }, 'HOST=192.0.2.1 would serve plain HTTP beyond this machine'],
  ])('refuses %j in a sentence that names the variable', (env, sentence) => {
    const load = () => loadConfig(env);
    expect(load).toThrow(StartError);
    expect(load).toThrow(sentence);
  });

  it.each(['localhost', '127.0.0.1', '127.1.2.3', '::1'])('serves plain HTTP on %s', (host) => {
    expect(loadConfig({ HOST: host }).host).toBe(host);
  });

  it.each<NodeJS.ProcessEnv>([{ TRUST_PROXY: 'true' }, { TLS_CERT: file, TLS_KEY: file }])('listens anywhere with %j', (env) => {
    expect(loadConfig({ HOST: '0.0.0.0', ...env }).host).toBe('0.0.0.0');
  });

  it('makes backups where a folder is named for them', () => {
    expect(loadConfig({}).backups).toBeUndefined();
    expect(loadConfig({ BACKUP_DIR: '/backups' }).backups).toEqual({ folder: '/backups', at: '03:00', keepDays: 14, everySeconds: 60 });
    const all = { BACKUP_DIR: '/b', BACKUP_AT: '23:59', BACKUP_KEEP_DAYS: '30', BACKUP_EVERY_SECONDS: '1' };
    expect(loadConfig(all).backups).toEqual({ folder: '/b', at: '23:59', keepDays: 30, everySeconds: 1 });
  });

  it('repeats no password in a refusal', () => {
    expect(() => loadConfig({ SMTP_URL: 'http://user:hunter2@mail' })).toThrow(expect.not.stringContaining('hunter2'));
  });
});
