import type { Id } from '@guichet/contract/ids.ts';
import type { FilePurpose, FileType } from '@guichet/contract/wire/file.ts';

/** An uploaded file, without its bytes: those lie in pieces beside it and are only ever handed out as a download. */
export interface StoredFile {
  readonly tenantId: number;
  readonly id: Id<'file'>;
  readonly purpose: FilePurpose;
  readonly filename: string;
  /** By what its bytes say, whatever it is called. */
  readonly type: FileType;
  readonly size: number;
  readonly sha256: string;
  readonly createdBy: string;
  readonly created: Date;
  /** When its bytes and its name were deleted; null while they are there. */
  readonly erased: Date | null;
}
