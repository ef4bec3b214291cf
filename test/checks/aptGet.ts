import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the machine has already stays in the version that it has: a test run is no reason to upgrade a server's packages. */
export const INSTALL = ['install', '--yes', '--no-install-recommends', '--no-upgrade'];

/** Whether packages may be brought at all. */
export const mayInstall = (): boolean => process.getuid?.() === 0 && onPath('apt-get') !== undefined;

/** Debian's list of packages may be absent, as in fresh containers, or too old to download from: then it is renewed first. Answers what was said. */
export function aptGet(args: readonly string[], cwd = '/'): string {
  const run = (each: readonly string[]) =>
    execFileSync('apt-get', ['-qq', ...each], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  try {
    return run(args);
  } catch {
    run(['update']);
    return run(args);
  }
}

/** Where a program is found that may be run. */
export function onPath(program: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
