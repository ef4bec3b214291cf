import type { AddressInfo } from 'node:net';
import { BookUnusable } from './book/BookUnusable.ts';
import { systemClock } from './clock.ts';
import { createBank } from './createBank.ts';
import { readSettings, type Settings, WrongSetting } from './settings.ts';

/** Errors of listening whose reason can be said better than the system does. */
const listenProblems: Record<string, string> = {
  EADDRINUSE: 'the port is taken',
  EACCES: 'this user may not use the port',
  EADDRNOTAVAIL: 'this machine does not have the address',
};

async function start(settings: Settings): Promise<void> {
  const bank = createBank({ ...settings, clock: systemClock, errorLog: process.stderr });
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    bank.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (settings.endsWithParent) process.stdin.on('close', end).on('error', end).resume();

  await bank.listen({ host: settings.host, port: settings.port });
  const { port } = bank.server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ ready: true, port, pid: process.pid })}\n`);
}

/** The sentence for an expected failure; a bug has none and shows its stack. */
function sentenceFor(error: unknown, settings: Settings | undefined): string | undefined {
  if (error instanceof BookUnusable || error instanceof WrongSetting) return error.message;
  const problem = listenProblems[(error as NodeJS.ErrnoException).code ?? ''];
  return problem && settings && `The sandbox bank cannot listen on ${settings.host}:${settings.port}: ${problem}.`;
}

let settings: Settings | undefined;
try {
  settings = readSettings(process.env);
  await start(settings);
} catch (error) {
  process.stderr.write(`${sentenceFor(error, settings) ?? (error as Error).stack}\n`);
  process.exit(1);
}
