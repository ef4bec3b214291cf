import { createHash } from 'node:crypto';
import { ApiError } from '@guichet/contract/errors.ts';
import { type FilePurpose, maxBytesFor } from '@guichet/contract/wire/file.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import type { StoredFile } from './file.ts';
import { insertFile } from './files.store.ts';
import { cleanFileName, fileTypeOf } from './fileType.rules.ts';

export interface FileInput {
  readonly purpose: FilePurpose;
  readonly filename: string | null;
  readonly bytes: Buffer;
}

const MEGABYTE = 1024 * 1024;

function checked({ purpose, bytes }: FileInput): { readonly type: StoredFile['type'] } {
  if (bytes.length === 0) throw new ApiError('parameter_invalid_empty', { param: 'file', message: 'The file is empty.' });
  const most = maxBytesFor(purpose);
  if (bytes.length > most) {
    throw new ApiError('file_too_large', {
      param: 'file',
      message: `The file is larger than ${most / MEGABYTE} MB, the most for ${purpose}.`,
    });
  }
  const type = fileTypeOf(bytes);
  if (type === null) throw new ApiError('file_type_invalid', { param: 'file' });
  return { type };
}

/** Takes a file in: by what its bytes say it is a PNG, a JPEG or a PDF, and nothing ever runs or opens it here. */
export async function createFile(tx: Transaction, parts: UseCaseParts, context: RequestContext, input: FileInput): Promise<StoredFile> {
  const { type } = checked(input);
  const { tenantId, actor } = context.caller;
  const file: StoredFile = {
    tenantId,
    id: parts.makeId('file'),
    purpose: input.purpose,
    filename: cleanFileName(input.filename, type),
    type,
    size: input.bytes.length,
    sha256: createHash('sha256').update(input.bytes).digest('hex'),
    createdBy: actor.id,
    created: context.now,
    erased: null,
  };
  await insertFile(tx, file, input.bytes);
  const details = { purpose: file.purpose, size: file.size, sha256: file.sha256 };
  await parts.recordActivity(tx, activityOrigin(context), { action: 'file.create', target: file.id, details });
  return file;
}
