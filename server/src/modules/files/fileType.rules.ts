import type { FileType } from '@guichet/contract/wire/file.ts';

const SIGNATURES: readonly { readonly type: FileType; readonly bytes: readonly number[] }[] = [
  { type: 'png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'jpg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
];

/** What a file is by its first bytes: PNG, JPEG or PDF, or null. Neither its name nor what the sender calls it counts. */
export const fileTypeOf = (bytes: Uint8Array): FileType | null =>
  SIGNATURES.find((signature) => signature.bytes.every((byte, at) => bytes[at] === byte))?.type ?? null;

const MIME: Readonly<Record<FileType, string>> = { png: 'image/png', jpg: 'image/jpeg', pdf: 'application/pdf' };
export const mimeTypeOf = (type: FileType): string => MIME[type];

/** A name as it may be shown and saved: no folders, no characters that steer a terminal or a header, 255 at most. */
export function cleanFileName(name: string | null, type: FileType): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  const clean = last.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069"]/g, '').trim();
  return clean === '' || clean === '.' || clean === '..' ? `file.${type}` : clean.slice(0, 255);
}
