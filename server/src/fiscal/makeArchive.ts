import { readTenant, type Tenant } from '../platform/tenants.store.ts';
import { type Database, withTransaction } from '../platform/transaction.ts';
import { ARCHIVE_FORMAT, archivedLine, FILES, type Manifest } from './archiveFormat.ts';
import { freezeView, readLines, type StoredLine } from './fiscal.store.ts';
import { type ClosingLine, type FiscalLine, NOTHING_BEFORE } from './fiscalLine.rules.ts';
import { addMovement, type FiscalTotals, readTotals, writeTotals } from './fiscalTotals.rules.ts';
import { FISCAL_VERSION } from './fiscalVersion.ts';
import { digestOf, type SealingKey, signText } from './seal.ts';
import { writeZip } from './zip.ts';

export interface FiscalArchive {
  readonly name: string;
  readonly data: Buffer;
  readonly lines: number;
}

const LINES_AT_ONCE = 2000;

const README = `Sealed lines of a till, written by Guichet.

${FILES.lines}      one line per taking, correction and closing: the signed text ("content") and its signature
${FILES.manifest}    what the archive contains, and where it begins and ends
${FILES.signature}     the manifest's signature, base64url
${FILES.publicKey}   the key that all signatures are checked with

Each signature is ECDSA on P-256 with SHA-256 (r and s, 32 bytes each) over the exact bytes of its text. Each text names, as "previous",
the SHA-256 of the text before it. Amounts are in the currency's minor unit. To check all of it, without any database:

  node server/src/fiscal/verifyArchive.ts THIS_FILE.zip
`;

async function everyLine(database: Database, tenantId: number, year: string | null): Promise<StoredLine[]> {
  return withTransaction(database, async (tx) => {
    await freezeView(tx);
    const lines: StoredLine[] = [];
    for (;;) {
      const found = await readLines(tx, tenantId, { after: lines.at(-1)?.sequence ?? 0, year, limit: LINES_AT_ONCE });
      lines.push(...found);
      if (found.length < LINES_AT_ONCE) return lines;
    }
  });
}

/** What stood summed up before a line: nothing before the first, else what the closing before it says. */
async function before(database: Database, tenantId: number, sequence: number): Promise<Manifest['from']> {
  if (sequence === 1) return { sequence: 0, hash: NOTHING_BEFORE, perpetual: [] };
  const [line] = await readLines(database, tenantId, { after: sequence - 2, year: null, limit: 1 });
  const closing = JSON.parse(line?.content ?? '{}') as Partial<FiscalLine & ClosingLine>;
  if (line === undefined || closing.perpetual === undefined) throw new Error(`Line ${sequence} does not follow a closing.`);
  return { sequence: line.sequence, hash: digestOf(line.content), perpetual: closing.perpetual };
}

function sumOf(start: FiscalTotals, lines: readonly StoredLine[]): FiscalTotals {
  return lines.reduce((totals, { content }) => {
    const line = JSON.parse(content) as FiscalLine;
    if (line.kind !== 'received' && line.kind !== 'returned') return totals;
    const { kind, method, currency, amount } = line;
    return addMovement(totals, { kind, method, currency, amount: BigInt(amount) });
  }, start);
}

const nameOf = ({ account, livemode }: Tenant, year: string | null, now: Date): string =>
  `till-${account}-${livemode ? 'live' : 'test'}-${year ?? 'all'}-${now.toISOString().slice(0, 10)}.zip`;

/** Puts a tenant's lines, all or those of one year, into a ZIP that can be checked without us. Null when there are none. */
export async function makeArchive(
  database: Database,
  key: SealingKey,
  tenantId: number,
  { year, now }: { readonly year: string | null; readonly now: Date },
): Promise<FiscalArchive | null> {
  const lines = await everyLine(database, tenantId, year);
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return null;
  const tenant = await readTenant(database, tenantId);
  const from = await before(database, tenantId, first.sequence);
  const text = lines.map(({ content, signature }) => archivedLine(content, signature)).join('');
  const manifest: Manifest = {
    format: ARCHIVE_FORMAT,
    module: FISCAL_VERSION,
    account: tenant.account,
    mode: tenant.livemode ? 'live' : 'test',
    business_name: tenant.businessName,
    zone: tenant.timeZone,
    made_at: now.toISOString(),
    key: key.id,
    year,
    lines: lines.length,
    from,
    to: { sequence: last.sequence, hash: digestOf(last.content), perpetual: writeTotals(sumOf(readTotals(from.perpetual), lines)) },
    vat: 'not recorded',
    sha256: { [FILES.lines]: digestOf(text) },
  };
  const described = `${JSON.stringify(manifest, null, 2)}\n`;
  const entries = [
    { name: FILES.readme, data: Buffer.from(README) },
    { name: FILES.manifest, data: Buffer.from(described) },
    { name: FILES.signature, data: Buffer.from(`${signText(key, described).toString('base64url')}\n`) },
    { name: FILES.publicKey, data: Buffer.from(key.publicKey.export({ type: 'spki', format: 'pem' })) },
    { name: FILES.lines, data: Buffer.from(text) },
  ];
  return { name: nameOf(tenant, year, now), data: writeZip(entries, now), lines: lines.length };
}
