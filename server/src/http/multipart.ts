import { ApiError } from '@guichet/contract/errors.ts';
import type { DecodedObject } from './decoded.ts';
import { decodeForm, textOf } from './formDecode.ts';

/** A file as it came: nothing about it is true until somebody has looked at its bytes. */
export interface UploadedFile {
  readonly filename: string | null;
  readonly bytes: Buffer;
}

export interface DecodedUpload {
  readonly fields: DecodedObject;
  /** The part named `file`. */
  readonly file: UploadedFile | null;
}

/** Beside the file there is room for this much: names, texts, boundaries. */
export const UPLOAD_OVERHEAD_BYTES = 64 * 1024;
const MAX_PARTS = 50;
const MAX_PART_HEADER_BYTES = 4 * 1024;
const FILE = 'file';

const malformed = (message: string): ApiError => new ApiError('malformed_body', { message });

/** The boundary between parts, of the characters and length that RFC 2046 (5.1.1) allows. */
function boundaryOf(contentType: string): string {
  const [, quoted, plain] = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]*)"|([^;\s]*))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain ?? '';
  if (!/^[0-9A-Za-z'()+_,\-./:=? ]{1,70}$/.test(boundary) || boundary.endsWith(' '))
    throw malformed('This address takes a file. Send multipart/form-data with a boundary.');
  return boundary;
}

interface Part {
  readonly name: string;
  readonly filename: string | null;
  readonly bytes: Buffer;
}

/** A parameter of Content-Disposition. Browsers and the SDKs write a quote as %22, as WHATWG's form encoding says; older ones as \". */
function dispositionParameter(disposition: string, name: string): string | null {
  const value = new RegExp(`;\\s*${name}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(disposition)?.[1];
  return value === undefined ? null : value.replace(/\\(.)/g, '$1').replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

function readPart(part: Buffer): Part {
  const end = part.subarray(0, MAX_PART_HEADER_BYTES).indexOf('\r\n\r\n');
  if (end === -1) throw malformed('A part of the body has no end of its headers.');
  const headers = textOf(part.subarray(0, end)).split('\r\n');
  const disposition = headers.find((header) => /^content-disposition:\s*form-data\b/i.test(header)) ?? '';
  const name = dispositionParameter(disposition, 'name');
  if (name === null || name === '') throw malformed('A part of the body has no name.');
  return { name, filename: dispositionParameter(disposition, 'filename'), bytes: part.subarray(end + 4) };
}

/** The parts between boundaries; what stands before the first and behind the last is not looked at, as RFC 2046 has it. */
function partsOf(body: Buffer, boundary: string): Part[] {
  const mark = Buffer.from(`--${boundary}`);
  const between = Buffer.from(`\r\n--${boundary}`);
  const parts: Part[] = [];
  let at = body.subarray(0, mark.length).equals(mark) ? mark.length : body.indexOf(between) + between.length;
  if (at < mark.length) throw malformed('The body does not begin with its boundary.');
  while (body.toString('latin1', at, at + 2) !== '--') {
    if (body.toString('latin1', at, at + 2) !== '\r\n') throw malformed('A boundary in the body is not well formed.');
    const end = body.indexOf(between, at);
    if (end === -1) throw malformed('The body ends before its last boundary.');
    if (parts.length === MAX_PARTS) throw malformed(`The body has more than ${MAX_PARTS} parts.`);
    parts.push(readPart(body.subarray(at + 2, end)));
    at = end + between.length;
  }
  return parts;
}

/**
 * Reads `multipart/form-data` (RFC 7578) that has been received whole: parameters as in a form, and one file in the part named `file`.
 * Throws `ApiError` malformed_body or what the form's own decoder throws, and nothing else.
 */
export function decodeUpload(body: Buffer, contentType: string): DecodedUpload {
  const parts = partsOf(body, boundaryOf(contentType));
  const files = parts.filter(({ name, filename }) => name === FILE && filename !== null);
  if (files.length > 1) throw new ApiError('parameter_invalid', { param: FILE, message: 'Send one file at a time.' });
  const texts = parts.filter((part) => !files.includes(part));
  // Through the form's own syntax, so that names and values are held to the same rules.
  const form = texts.map(({ name, bytes }) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(bytes))}`).join('&');
  const [file = null] = files;
  return { fields: decodeForm(form), file: file && { filename: file.filename, bytes: file.bytes } };
}
