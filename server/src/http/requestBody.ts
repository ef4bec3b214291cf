import type { IncomingMessage } from 'node:http';
import { ApiError } from '@guichet/contract/errors.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type DecodedObject, emptyObject } from './decoded.ts';
import { decodeForm, textOf } from './formDecode.ts';
import { decodeJson } from './jsonDecode.ts';
import { type DecodedUpload, decodeUpload } from './multipart.ts';

export const MAX_BODY_BYTES = 256 * 1024;
/** A body that is too large is still read so much further, because a client that is cut off while it sends doesn't see its refusal. */
const DRAINED_BYTES = 8 * 1024 * 1024;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The largest body of this route, where that is not the usual one. */
    maxBodyBytes?: number;
  }
}

async function readBytes(payload: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of payload) {
    size += chunk.length;
    if (size > maxBytes + DRAINED_BYTES) break;
    if (size > maxBytes) chunks.length = 0;
    else chunks.push(chunk);
  }
  if (size > maxBytes) throw new ApiError(maxBytes === MAX_BODY_BYTES ? 'body_too_large' : 'file_too_large');
  return Buffer.concat(chunks);
}

/** A few kilobytes of gzip can be gigabytes once they are unpacked, and no client of the API packs its parameters. */
function refuseEncoded(encoding: string | undefined): void {
  if (encoding === undefined || encoding.trim().toLowerCase() === 'identity') return;
  throw new ApiError('malformed_body', { message: 'The body is compressed. Send it as it is, without Content-Encoding.' });
}

/** Makes routes in this scope read bodies as bytes, whatever type they claim to be: a route's address says which type it wants. */
export function readBodiesAsBytes(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', async (request: FastifyRequest, payload: IncomingMessage) => {
    refuseEncoded(request.headers['content-encoding']);
    return readBytes(payload, request.routeOptions.config.maxBodyBytes ?? MAX_BODY_BYTES);
  });
}

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/** The parameters and the file of a body that carries one. */
export function decodeUploadBody(request: FastifyRequest): DecodedUpload {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return decodeUpload(bytes, request.headers['content-type'] ?? '');
}

/** The decoded body: form-encoded under `/v1`, JSON elsewhere. Throws malformed_body. */
export function decodeBody(request: FastifyRequest, wants: 'form' | 'json'): DecodedObject {
  const bytes = request.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return emptyObject();
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (wants === 'form') {
    if (type !== FORM)
      throw new ApiError('malformed_body', { message: `This address takes form-encoded parameters. Send them as ${FORM}.` });
    return decodeForm(textOf(bytes));
  }
  if (type !== JSON_TYPE) throw new ApiError('malformed_body', { message: `This address takes a JSON body. Send it as ${JSON_TYPE}.` });
  return decodeJson(textOf(bytes));
}
