import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aptGet, INSTALL, mayInstall, onPath } from './aptGet.ts';

/** Programs of the machine that the tests need and npm doesn't bring. */
export interface SystemPrograms {
  /** The browser's program file. */
  chromium: string;
  /** The folder that holds PostgreSQL 15's `bin/`. */
  postgres15: string;
}

/** Where PostgreSQL 15 is unpacked for the tests, when the machine has none: nothing of it is set up or started by Debian. */
const UNPACKED_POSTGRES = '/var/cache/guichet/debian-postgresql-15';

/**
 * Finds the programs, or brings them from Debian when we are root. Without root, throws an error whose message names the one command that
 * brings what is missing.
 */
export function bringSystemPrograms(say: (words: string) => void): SystemPrograms {
  const wanting = [...(findChromium() ? [] : ['chromium']), ...(findPostgres15() ? [] : ['postgresql-15'])];
  if (wanting.length > 0) {
    if (!mayInstall()) {
      throw new Error(
        `The tests need ${wanting.join(' and ')}; this brings what is missing: sudo apt-get install --no-install-recommends ${wanting.join(' ')}`,
      );
    }
    say(`Bringing ${wanting.join(' and ')} from Debian …`);
    if (wanting.includes('chromium')) aptGet([...INSTALL, 'chromium']);
    if (wanting.includes('postgresql-15')) unpackPostgres15();
  }
  const [chromium, postgres15] = [findChromium(), findPostgres15()];
  if (chromium === undefined || postgres15 === undefined) throw new Error('Debian has brought the packages, but not the programs in them.');
  return { chromium, postgres15 };
}

function findChromium(): string | undefined {
  return onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome');
}

function findPostgres15(): string | undefined {
  return ['/usr/lib/postgresql/15', join(UNPACKED_POSTGRES, 'usr/lib/postgresql/15')].find((folder) =>
    existsSync(join(folder, 'bin', 'postgres')),
  );
}

/**
 * Installing the package would start a server and set it up to start with the machine. The tests want only its programs: the package is
 * unpacked aside, and only the libraries that it asks for are installed.
 */
function unpackPostgres15(): void {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-debian-'));
  try {
    aptGet(['download', 'postgresql-15'], folder);
    const file = join(folder, readdirSync(folder).find((name) => name.endsWith('.deb')) ?? '');
    const depends = execFileSync('dpkg-deb', ['--field', file, 'Depends'], { encoding: 'utf8' });
    // libllvm serves the just-in-time compiler, which we turn off, and is ten times as large as the rest.
    const libraries = depends
      .split(',')
      .flatMap((each) => /^\s*(lib[a-z0-9.+-]+|tzdata)/.exec(each)?.[1] ?? [])
      .filter((name) => !name.startsWith('libllvm'));
    aptGet([...INSTALL, ...libraries]);
    execFileSync('dpkg-deb', ['--extract', file, join(folder, 'unpacked')]);
    mkdirSync(join(UNPACKED_POSTGRES, '..'), { recursive: true, mode: 0o755 });
    execFileSync('cp', ['-r', join(folder, 'unpacked'), `${UNPACKED_POSTGRES}.new`]);
    renameSync(`${UNPACKED_POSTGRES}.new`, UNPACKED_POSTGRES);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
