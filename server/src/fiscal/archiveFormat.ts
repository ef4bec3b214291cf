import type { WrittenTotals } from './fiscalTotals.rules.ts';

export const ARCHIVE_FORMAT = 'guichet-fiscal-archive/1';

/** The names of the files in an archive. */
export const FILES = {
  lines: 'lines.jsonl',
  manifest: 'manifest.json',
  signature: 'manifest.sig',
  publicKey: 'public-key.pem',
  readme: 'README.txt',
} as const;

/** What an archive says of itself, signed as a whole: without it, lines could be cut off at the end. */
export interface Manifest {
  readonly format: typeof ARCHIVE_FORMAT;
  readonly module: string;
  readonly account: string;
  readonly mode: 'test' | 'live';
  readonly business_name: string;
  readonly zone: string;
  readonly made_at: string;
  readonly key: string;
  /** The year that was asked for, or null for everything. */
  readonly year: string | null;
  readonly lines: number;
  /** Where the archive begins and ends; `from` is the line before its first. */
  readonly from: { readonly sequence: number; readonly hash: string; readonly perpetual: WrittenTotals };
  readonly to: { readonly sequence: number; readonly hash: string; readonly perpetual: WrittenTotals };
  readonly vat: 'not recorded';
  readonly sha256: { readonly [FILES.lines]: string };
}

/** A line of the archive: JSON around the exact text that was signed, and its signature in base64url. */
export const archivedLine = (content: string, signature: Uint8Array): string =>
  `{"content":${content},"signature":"${Buffer.from(signature).toString('base64url')}"}\n`;

const ARCHIVED = /^\{"content":(\{.*\}),"signature":"([A-Za-z0-9_-]+)"\}$/;

/** The signed text and the signature of a line of the archive; null when it is no such line. */
export function readArchivedLine(line: string): { readonly content: string; readonly signature: Buffer } | null {
  const [, content, signature] = ARCHIVED.exec(line) ?? [];
  return content === undefined || signature === undefined ? null : { content, signature: Buffer.from(signature, 'base64url') };
}
