import { readFileSync } from 'node:fs';
import { type ArchiveReport, checkArchive } from './checkArchive.ts';

const USAGE = `Checks an archive of the till: node server/src/fiscal/verifyArchive.ts FILE [KEY]
KEY is the id of the till's key, as the terminal shows it. Exit code 0: all is well; 1: something is wrong; 2: not an archive.`;

const SHOWN = 50;

function summary({ manifest, lines, key, findings }: ArchiveReport): string {
  const { account, mode, business_name: business, from, to } = manifest;
  const what = `${business} (${account}, ${mode}): ${lines} lines, ${from.sequence + 1} to ${to.sequence}, key ${key}, module ${manifest.module}.`;
  const totals = to.perpetual.map(
    ({ method, currency, received, returned, lines: count }) =>
      `  ${method} ${currency}: ${received} received, ${returned} returned, in minor units, by ${count} lines since the beginning`,
  );
  const wrong = findings
    .slice(0, SHOWN)
    .map(({ sequence, kind, detail }) => `  ${sequence === 0 ? 'archive' : `line ${sequence}`}: ${kind}: ${detail}`);
  const more = findings.length > SHOWN ? [`  and ${findings.length - SHOWN} more`] : [];
  const verdict = findings.length === 0 ? 'Nothing was changed, left out, added or moved.' : `${findings.length} things are wrong:`;
  return [what, ...totals, verdict, ...wrong, ...more].join('\n');
}

function main(file: string | undefined, key: string | undefined): number {
  if (file === undefined) {
    console.error(USAGE);
    return 2;
  }
  try {
    const report = checkArchive(readFileSync(file), key);
    console.log(summary(report));
    return report.findings.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(`${file} cannot be checked: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
}

process.exitCode = main(process.argv[2], process.argv[3]);
