#!/usr/bin/env node
// Gets dependencies, the right Node and the pages in place, then hands over. Plain JavaScript without dependencies, as it has to run
// before anything is installed, under whatever Node the machine has.
//
//   node boot.mjs COMMAND, npx guichet COMMAND, or npm run COMMAND; PROGRAMS below lists them
//
// Nothing is installed or built twice: each step leaves a stamp that says what it was done for, and is skipped while that holds.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(fileURLToPath(import.meta.url));
const RUNTIME = join(ROOT, '.runtime');
const PLATFORM = `${process.platform}-${process.arch}`;
const NODE_WANTED = 24;
/** The server gives itself 25 seconds to stop; after this long it is no longer asked. */
const STOP_LIMIT_MS = 30_000;

/** A reason not to go on that its reader can mend: one sentence, no stack. */
class Refusal extends Error {}

const inside = (...parts) => join(ROOT, ...parts);
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const say = (words) => process.stdout.write(`${words}\n`);

function hashOf(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

// What is asked of us from outside: stop. A signal, or the end of npm, who would have passed one on had it lived.

let child;
let stopping = false;

function stop() {
  // npm passes on the Ctrl-C that the terminal has sent us as well; and a second press adds nothing to the first.
  if (stopping) return;
  stopping = true;
  if (child === undefined) process.exit(0);
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS).unref();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
process.stdout.on('error', () => {});
if (process.env.npm_lifecycle_event !== undefined) {
  const npm = process.ppid;
  setInterval(() => process.ppid !== npm && stop(), 500).unref();
}

/**
 * Runs a program to its end and answers its exit code. It runs in a session of its own, so that a Ctrl-C reaches it through us only, once;
 * its standard input is a pipe that ends when we do, however we do.
 */
function run(file, args, options) {
  return new Promise((resolve, reject) => {
    child = spawn(file, args, { cwd: ROOT, detached: true, ...options });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      child = undefined;
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/** Runs a program silently; what it said is shown only when it fails. */
async function runSilently(what, file, args, options) {
  let output = '';
  const ended = run(file, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const code = await ended;
  if (stopping) process.exit(0);
  if (code !== 0) throw new Refusal(`${output.trim()}\n${what} failed (code ${code}); the reason stands above.`);
}

/** npm as it was called, else the one on the path. Its own variables would lead it to our folder instead of the one it is called in. */
function npmInstall(folder, path) {
  const cli = process.env.npm_execpath ?? '';
  const [file, ...before] = cli.endsWith('npm-cli.js') ? [process.execPath, cli] : ['npm'];
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config_local_prefix|config_prefix|package_|lifecycle_)/.test(name)),
  );
  return runSilently('npm ci', file, [...before, 'ci', '--no-audit', '--no-fund'], { cwd: folder, env: { ...env, PATH: path } });
}

/** Does its work unless the stamp says that it was done for the same; a stamp is written only when the work is whole. */
async function unlessStamped(stampFile, wanted, work) {
  if (read(stampFile) === wanted) return;
  rmSync(stampFile, { force: true });
  await work();
  writeFileSync(stampFile, wanted);
}

/** The Node that runs Guichet: the machine's own if it is new enough, else one that npm brings, kept apart from the dependencies. */
async function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_WANTED) return { file: process.execPath, version: process.versions.node };
  if (!['linux-x64', 'linux-arm64'].includes(PLATFORM)) {
    throw new Refusal(`Guichet needs Node ${NODE_WANTED} or later, and this is ${process.version}: install a newer one, then start again.`);
  }
  const carried = join(RUNTIME, 'node_modules', `node-${PLATFORM}`);
  await unlessStamped(join(RUNTIME, 'stamp'), hashOf(read(join(RUNTIME, 'package-lock.json')), PLATFORM), async () => {
    say(`Bringing Node ${NODE_WANTED}, as this machine has ${process.version} …`);
    await npmInstall(RUNTIME, process.env.PATH);
  });
  return { file: join(carried, 'bin', 'node'), version: JSON.parse(read(join(carried, 'package.json'))).version };
}

async function installDependencies(node, path) {
  await unlessStamped(
    inside('node_modules', '.guichet-stamp'),
    hashOf(read(inside('package-lock.json')), node.version, PLATFORM),
    async () => {
      say('Installing dependencies (about a minute, the first time) …');
      await npmInstall(ROOT, path);
    },
  );
}

function* filesUnder(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (['node_modules', 'dist'].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else if (entry.isFile()) yield path;
  }
}

/** By content, not by time: a checkout touches files without changing them. */
function hashOfSources() {
  const files = ['terminal', 'contract'].flatMap((folder) => [...filesUnder(inside(folder))]);
  return hashOf(read(inside('package-lock.json')), ...files.flatMap((file) => [relative(ROOT, file), readFileSync(file)]));
}

async function buildPages(node, path) {
  const built = inside('terminal', 'dist', 'index.html');
  const stamp = join(RUNTIME, 'stamp-pages');
  if (!existsSync(built)) rmSync(stamp, { force: true });
  await unlessStamped(stamp, hashOfSources(), async () => {
    say('Building the pages …');
    const vite = inside('node_modules', 'vite', 'bin', 'vite.js');
    await runSilently('Building the pages', node.file, [vite, 'build'], { cwd: inside('terminal'), env: { ...process.env, PATH: path } });
  });
}

const PROGRAMS = {
  start: inside('server', 'src', 'main.ts'),
  test: inside('test', 'runChecks.ts'),
  verify: inside('server', 'src', 'commands', 'verify.ts'),
  reconcile: inside('server', 'src', 'commands', 'reconcile.ts'),
  backup: inside('server', 'src', 'commands', 'backup.ts'),
  restore: inside('server', 'src', 'commands', 'restore.ts'),
  'owner-reset': inside('server', 'src', 'commands', 'ownerReset.ts'),
  'rotate-key': inside('server', 'src', 'commands', 'rotateKey.ts'),
  'test:long': inside('test', 'runLong.ts'),
  'test:mutation': inside('test', 'mutation', 'main.ts'),
  drill: inside('test', 'drill', 'main.ts'),
  'drill:cluster': inside('test', 'drill', 'cluster', 'main.ts'),
  bench: inside('bench', 'main.ts'),
};

/**
 * Our own environment; for a server with what makes it take some two hundred megabytes less, and no slower: a smaller young generation, a bound for the
 * old one, by which Node reckons how much garbage it lets come together, and two arenas of memory. Who says otherwise, gets it.
 */
function environmentFor(command) {
  if (command !== 'start') return process.env;
  const { NODE_OPTIONS: ours, ...other } = JSON.parse(read(inside('server', 'environment.json')));
  return { ...other, ...process.env, NODE_OPTIONS: `${ours} ${process.env.NODE_OPTIONS ?? ''}`.trim() };
}

async function boot(command) {
  if (command !== 'pages' && PROGRAMS[command] === undefined)
    throw new Refusal(`Say one of: npx guichet ${[...Object.keys(PROGRAMS), 'pages'].join(', ')}.`);
  const node = await findNode();
  const path = [dirname(node.file), inside('node_modules', '.bin'), process.env.PATH].join(delimiter);
  await installDependencies(node, path);
  // The checks build the pages themselves, through `pages`: a page that can't be built is a check that failed.
  if (command === 'start' || command === 'pages') await buildPages(node, path);
  if (command === 'pages') return 0;
  // Node keeps there what it has compiled: the second start is twice as quick.
  const cache = inside('node_modules', '.cache', 'node');
  const env = { ...environmentFor(command), PATH: path, GUICHET_STOP_WITH_INPUT: '1', NODE_COMPILE_CACHE: cache };
  return run(node.file, [PROGRAMS[command], ...process.argv.slice(3)], { stdio: ['pipe', 'inherit', 'inherit'], env });
}

const command = process.argv[2];
try {
  process.exit(await boot(command));
} catch (error) {
  process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`);
  if (command === 'test') say('0 passed, 1 failed');
  process.exit(1);
}
