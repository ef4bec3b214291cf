import { unixSeconds } from '@guichet/contract/time.ts';
import type { WireFile } from '@guichet/contract/wire/file.ts';
import type { StoredFile } from './file.ts';

/** A file as the API shows it. `base` is where the caller reaches us, for the address of the bytes. */
export const fileWire = (file: StoredFile, base: string): WireFile => ({
  id: file.id,
  object: 'file',
  created: unixSeconds(file.created),
  expires_at: file.erased && unixSeconds(file.erased),
  filename: file.erased ? null : file.filename,
  links: null,
  purpose: file.purpose,
  size: file.size,
  title: null,
  type: file.type,
  url: file.erased ? null : `${base}/v1/files/${file.id}/contents`,
});
