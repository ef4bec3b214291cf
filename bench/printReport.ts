import type { GrowthReport } from './growth.ts';
import type { HotPathReport } from './hotPath.ts';

const LARGEST = 12;

const largest = (parts: Readonly<Record<string, number>>): string =>
  Object.entries(parts)
    .slice(0, LARGEST)
    .map(([name, bytes]) => `${name} ${bytes}`)
    .join(', ');

/** Tells people what was measured. */
export function printReport(report: HotPathReport & GrowthReport, say: (words: string) => void): void {
  const { payments, open, peer, bytes, seeding, growth, reads, slow, seeded_bytes: seededBytes } = report;
  say(`TPC-B: ${report.tpcb_per_s} a second (${report.tpcb.join(', then ')})`);
  console.table(payments);
  say('Payments that come by themselves, at a third of the maximum:');
  console.table(open);
  if (typeof peer === 'string') say(peer);
  else console.table([peer]);
  say(
    `A payment takes ${bytes.per_payment} bytes on disk as the server writes it (of ${bytes.payments}), ${seededBytes.per_payment} seeded.`,
  );
  say(`Tables: ${largest(bytes.tables)}.`);
  say(`Indexes: ${largest(bytes.indexes)}.`);
  console.table(seeding);
  console.table(growth);
  console.table(reads);
  for (const { name, ms, plans } of slow) say(`Too slow: ${name}, ${ms} ms.\n${plans}`);
}
