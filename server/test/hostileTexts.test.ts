import { parseAmount } from '@guichet/contract/amounts.ts';
import { holdsCardNumber } from '@guichet/contract/cardNumbersIn.ts';
import { parseCardNumber, parseExpiry } from '@guichet/contract/cards.ts';
import { asCurrency } from '@guichet/contract/currencies.ts';
import { parseEmail } from '@guichet/contract/emails.ts';
import { parseIban } from '@guichet/contract/ibans.ts';
import { searchable } from '@guichet/contract/searchText.ts';
import { expect, it } from 'vitest';
import { apiVersion } from '../src/http/apiVersion.ts';
import { paramName } from '../src/http/decoded.ts';
import { decodeForm } from '../src/http/formDecode.ts';
import { decodeJson } from '../src/http/jsonDecode.ts';
import { decodeUpload } from '../src/http/multipart.ts';
import { scrubCards } from '../src/platform/scrubCards.ts';
import { parseSearch } from '../src/search/searchQuery.ts';

// A pattern that tries many ways to match takes seconds or for ever on texts like these; one that tries one way takes milliseconds.

const BODY = 256 * 1024;
const HEADER = 16 * 1024;
const TEXT = 5_000;
/** A slow machine with other things to do is allowed for; twice a quadratic pattern's time over a body is minutes. */
const MOST_MS = 1_500;

const boundary = (type: string): void => void decodeUpload(Buffer.from('--x\r\n\r\n--x--'), type);
const part = (disposition: string): void =>
  void decodeUpload(
    Buffer.from(`--x\r\nContent-Disposition: form-data${disposition}\r\n\r\nvalue\r\n--x--`),
    'multipart/form-data; boundary=x',
  );
const repeated = (text: string, length: number): string => text.repeat(Math.ceil(length / text.length)).slice(0, length);

it.each<[string, () => unknown]>([
  ['brackets in a name', () => decodeForm(`a${repeated('[', BODY)}`)],
  ['brackets in pairs', () => decodeForm(`a${repeated('[]', BODY)}=1`)],
  ['a name of percent signs', () => decodeForm(`${repeated('%41', BODY)}=1`)],
  ['a name that may be a card number', () => paramName([repeated('1 ', BODY)])],
  ['JSON of brackets', () => decodeJson(`{"a":${repeated('[', BODY)}`)],
  ['JSON that is deep', () => decodeJson(`{"a":${'['.repeat(BODY / 2)}${']'.repeat(BODY / 2)}}`)],
  ['JSON of many numbers', () => decodeJson(`{"a":[${repeated('1,', BODY)}1]}`)],
  ['a boundary behind semicolons', () => boundary(`multipart/form-data${repeated('; ', HEADER)}`)],
  ['a boundary behind blanks', () => boundary(`multipart/form-data;${repeated(' ', HEADER)}x`)],
  ['a name that does not end', () => part(`; name="${repeated('\\"', 4_000)}`)],
  ['names that do not end', () => part(repeated('; name="', 4_000))],
  ['a version', () => apiVersion(repeated('2', HEADER))],
  ['digits', () => holdsCardNumber(repeated('4', BODY))],
  ['digits in groups', () => holdsCardNumber(`${repeated('4242 ', TEXT)}x`)],
  ['single digits', () => holdsCardNumber(`${repeated('4 ', TEXT)}x`)],
  ['hexadecimal', () => holdsCardNumber(`${repeated('1a', BODY)}g`)],
  ['what may be IBANs', () => holdsCardNumber(repeated('FR76 ', TEXT))],
  ['a log line of digits', () => scrubCards(`${repeated('4242 4242 ', BODY)}x`)],
  ['a mail address of dots', () => parseEmail(`${repeated('a.', TEXT)}@x`)],
  ['a mail address without an @', () => parseEmail(repeated('a', TEXT))],
  ['a domain of hyphens', () => parseEmail(`a@${repeated('-', TEXT)}.com`)],
  ['an amount of letters', () => parseAmount(`${repeated('a', TEXT)}1`, asCurrency('eur'))],
  ['a card number', () => parseCardNumber(repeated('4 ', TEXT))],
  ['an expiry date', () => parseExpiry(repeated('1 ', TEXT))],
  ['an IBAN', () => parseIban(repeated('FR76', TEXT))],
  ['a search of quotes', () => parseSearch(`email:"${repeated('\\"', TEXT)}`, { email: 'string' })],
  ['a search of blanks', () => parseSearch(`email${repeated(' ', TEXT)}x`, { email: 'string' })],
  ['a text with accents', () => searchable(repeated('é\u0301 ', BODY))],
])('%s', (_, read) => {
  const from = performance.now();
  try {
    read();
  } catch (error) {
    // A refusal is an answer; a stack that overflowed is not.
    expect(error).not.toBeInstanceOf(RangeError);
  }
  expect(performance.now() - from).toBeLessThan(MOST_MS);
});
