import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import type pg from 'pg';
import pino from 'pino';
import { archiveTarget } from './backups/index.ts';
import { type Config, loadConfig } from './config.ts';
import { startBank } from './platform/bankProcess.ts';
import { checkPort, portRefusal } from './platform/checkPort.ts';
import { isDatabaseLost } from './platform/databaseLost.ts';
import { openDataFolder } from './platform/dataFolder.ts';
import { startEmbeddedPostgres } from './platform/embeddedPostgres.ts';
import { openExternalPostgres } from './platform/externalPostgres.ts';
import { createLogger, type Logger, rotatingFile } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';
import { refuseSharedSecrets } from './platform/secretFile.ts';
import { StartError } from './platform/startError.ts';
import { listenForStop, Stopped, type StopSignal } from './platform/stopSignal.ts';

/** In-flight requests, jobs and PostgreSQL have this long to end; then the process ends without them. */
const STOP_LIMIT_MS = 25_000;

/** What runs, in the order in which it was started; it is stopped in the reverse order. */
type Part = { name: string; stop(): Promise<void> | void };

interface Voice {
  log: Logger;
  /** A few words for the person who watches. */
  say(words: string): void;
}

/** Takes what this server needs for itself alone; quick, so that a second server is told at once. */
async function claim(config: Config, stop: StopSignal, parts: Part[]): Promise<void> {
  refuseSharedSecrets(join(config.dataDir, 'keys'), join(config.dataDir, 'postgres.json'), ...(config.tls ? [config.tls.keyFile] : []));
  const folder = await openDataFolder(config.dataDir);
  parts.push({ name: 'data folder', stop: folder.release });
  void stop.requested.then(folder.announceStop);
  await checkPort(config.host, config.port);
}

/** PostgreSQL, the bank and the code of the server itself come up side by side: each waits for something else. */
async function start(config: Config, voice: Voice, stop: StopSignal, parts: Part[]): Promise<void> {
  voice.say('Starting …');
  const postgres = add(parts, 'PostgreSQL', openPostgres(config, voice.log));
  const bank = add(parts, 'sandbox bank', openBank(config, voice.log));
  const [{ ownerPool, serverPool }, { url, token }, { startServer }] = await Promise.all([
    postgres.then((pools) => migrateAloud(pools, voice)),
    bank,
    import('./wiring/startServer.ts'),
  ]);
  stop.check();
  const server = startServer({ config, serverPool, ownerPool, bank: { url, token }, log: voice.log });
  const { address, signInHint } = await add(
    parts,
    'server',
    server.then((running) => ({ ...running, stop: running.close })),
  );
  stop.check();
  voice.say(`Guichet is open at ${address} - ${signInHint}`);
  // The next start finds our code compiled, also if this process is killed.
  flushCompileCache();
}

/** Remembers what is being started, so that it is stopped even if something beside it fails to start. */
function add<T extends Partial<Pick<Part, 'stop'>>>(parts: Part[], name: string, starting: Promise<T>): Promise<T> {
  parts.push({ name, stop: async () => (await starting.catch(() => undefined))?.stop?.() });
  return starting;
}

interface Pools {
  ownerPool: pg.PoolConfig;
  serverPool: pg.PoolConfig;
}

async function openPostgres(config: Config, log: Logger): Promise<Pools & { stop?(): Promise<void> }> {
  if (config.database !== undefined) return openExternalPostgres(config.database);
  return startEmbeddedPostgres({ dataDir: config.dataDir, log, archive: archiveTarget(config) });
}

async function migrateAloud(pools: Pools, { say }: Voice): Promise<Pools> {
  const count = await migrate(pools.ownerPool);
  if (count > 0) say(`The database has been brought up to date (${count} ${count === 1 ? 'step' : 'steps'}).`);
  return pools;
}

async function openBank(config: Config, log: Logger): Promise<{ url: string; token: string; stop?(): Promise<void> }> {
  return config.bank.running ?? startBank({ dataDir: config.dataDir, log });
}

function openVoice(config: Config): Voice {
  if (config.log.to === 'stdout') {
    const log = createLogger(config.log.level, pino.destination({ dest: 1, sync: true }));
    return { log, say: (words) => log.info(words) };
  }
  const log = createLogger(config.log.level, rotatingFile(join(config.dataDir, 'log', 'server.log')));
  return {
    log,
    say: (words) => {
      log.info(words);
      process.stdout.write(`${words}\n`);
    },
  };
}

async function stopAll(parts: Part[], voice: Voice | undefined): Promise<void> {
  const limit = setTimeout(() => {
    voice?.log.fatal('Not everything has stopped in time');
    process.exit(1);
  }, STOP_LIMIT_MS);
  for (const part of parts.reverse()) {
    try {
      await part.stop();
    } catch (error) {
      voice?.log.error({ err: error }, `The ${part.name} did not stop as it should`);
    }
  }
  clearTimeout(limit);
}

/** One sentence on why the start failed. A fault of our own has a stack too, in the log. */
function explain(error: unknown, config: Config | undefined): string {
  if (error instanceof StartError) return error.message;
  if (isDatabaseLost(error))
    return `The database went away while Guichet was starting (${(error as Error).message}): start it again when it is back.`;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'listen' && config !== undefined) return portRefusal(config.host, config.port, code ?? '');
  return `Guichet could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** Runs until asked to stop; answers the code to exit with. */
async function run(): Promise<number> {
  const stop = listenForStop();
  const parts: Part[] = [];
  let config: Config | undefined;
  let voice: Voice | undefined;
  let code = 0;
  try {
    config = loadConfig(process.env);
    if (config.stopWhenInputEnds) stop.whenInputEnds();
    await claim(config, stop, parts);
    voice = openVoice(config);
    await start(config, voice, stop, parts);
    const reason = await stop.requested;
    voice.log.info({ reason: reason.why }, 'Stopping');
    if (reason.fault !== undefined) {
      voice.log.fatal({ err: reason.fault }, 'A fault that nobody caught');
      code = 1;
    }
  } catch (error) {
    if (!(error instanceof Stopped)) {
      process.stderr.write(`${explain(error, config)}\n`);
      code = 1;
    }
  }
  await stopAll(parts, voice);
  return code;
}

process.exit(await run());
