import { describe, expect, it } from 'vitest';
import { cleanFileName, fileTypeOf } from './fileType.rules.ts';

describe('a file is', () => {
  it.each([
    ['a PNG', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'png'],
    ['a JPEG', Buffer.from('ffd8ffe000104a46', 'hex'), 'jpg'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'pdf'],
    ['a page, whatever it is called', Buffer.from('<!doctype html><script>'), null],
    ['a PDF behind something else', Buffer.from(' %PDF-1.7'), null],
    ['half a signature', Buffer.from('89504e47', 'hex'), null],
    ['nothing', Buffer.alloc(0), null],
  ])('%s', (_what, bytes, type) => {
    expect(fileTypeOf(bytes)).toBe(type);
  });
});

it.each([
  ['receipt.pdf', 'receipt.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\odile\\reçu.pdf', 'reçu.pdf'],
  ['a"\r\nx: y.pdf', 'ax: y.pdf'],
  ['\u202Egpj.exe', 'gpj.exe'],
  ['..', 'file.pdf'],
  ['', 'file.pdf'],
  [null, 'file.pdf'],
  ['x'.repeat(300), 'x'.repeat(255)],
])('the name %j is kept as %j', (given, kept) => {
  expect(cleanFileName(given, 'pdf')).toBe(kept);
});
