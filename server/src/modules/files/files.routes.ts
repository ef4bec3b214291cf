import { Readable } from 'node:stream';
import { ApiError } from '@guichet/contract/errors.ts';
import { FILE_PURPOSES, MAX_FILE_BYTES } from '@guichet/contract/wire/file.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import { createFile } from './createFile.ts';
import type { StoredFile } from './file.ts';
import { fileWire } from './file.wire.ts';
import { findFiles, listFiles, readFileBytes } from './files.store.ts';
import { mimeTypeOf } from './fileType.rules.ts';

const { enumOf, object } = fields;

interface FileParts extends UseCaseParts {
  readonly database: Database;
  /** Where callers reach us; null when only the request can tell. */
  readonly publicUrl: string | null;
}

/** Saved under its own name, and shown as nothing: a browser must neither run it nor guess what it is. */
const downloadHeaders = ({ filename, type, size }: StoredFile) => ({
  'content-type': mimeTypeOf(type),
  'content-length': String(size),
  'content-disposition': `attachment; filename="file.${type}"; filename*=UTF-8''${encodeURIComponent(filename).replaceAll("'", '%27')}`,
  'content-security-policy': "default-src 'none'; sandbox",
});

/** `/v1/files`: what is uploaded, such as evidence for disputes. */
export function fileRoutes(parts: FileParts): AnyRoute[] {
  const { database, publicUrl } = parts;
  const baseOf = ({ protocol, host }: { readonly protocol: string; readonly host: string }) => publicUrl ?? `${protocol}://${host}`;
  const requireFile = async (tenantId: number, id: string): Promise<StoredFile> => {
    const [file] = await findFiles(database, tenantId, [id]);
    if (file === undefined) throw new ApiError('resource_missing', { param: 'id', message: `No such file: '${id}'` });
    return file;
  };
  return [
    route({
      method: 'POST',
      path: '/v1/files',
      permission: 'disputes.write',
      answers: 'file',
      uploads: { maxFileBytes: MAX_FILE_BYTES },
      body: object({ purpose: enumOf(FILE_PURPOSES) }),
      handler: ({ context, body, file, raw }) => {
        if (file === null) throw new ApiError('parameter_missing', { param: 'file', message: 'Send the file itself as "file".' });
        const { filename, bytes } = file;
        return once(database, context, async (tx) => {
          const stored = await createFile(tx, parts, context, { ...body, filename, bytes });
          return { status: 200, body: fileWire(stored, baseOf(raw)) };
        });
      },
    }),
    route({
      method: 'GET',
      path: '/v1/files',
      permission: 'payments.read',
      answers: { listOf: 'file' },
      query: listQuery({ purpose: enumOf(FILE_PURPOSES).optional() }),
      handler: async ({ context: { caller }, query, path, raw }) => {
        const { purpose, created } = query;
        const filter = { ...(purpose && { purpose }), ...(created && { created }) };
        const { rows, hasMore } = await readPage(query, (page) => listFiles(database, caller.tenantId, filter, page));
        const data = rows.map((file) => fileWire(file, baseOf(raw)));
        return ok(listBody(path, data, hasMore));
      },
    }),
    route({
      method: 'GET',
      path: '/v1/files/:id',
      permission: 'payments.read',
      answers: 'file',
      handler: async ({ context: { caller }, params, raw }) => ok(fileWire(await requireFile(caller.tenantId, params.id), baseOf(raw))),
    }),
    route({
      method: 'GET',
      path: '/v1/files/:id/contents',
      permission: 'payments.read',
      downloads: true,
      handler: async ({ context: { caller }, params }) => {
        const file = await requireFile(caller.tenantId, params.id);
        if (file.erased) throw new ApiError('resource_missing', { param: 'id', message: `The file ${file.id} was erased.` });
        return { status: 200, body: Readable.from(readFileBytes(database, file)), headers: downloadHeaders(file) };
      },
    }),
  ];
}
