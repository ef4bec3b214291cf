/** What a statement's parameter can be: a value, an array of values, or what JSON can hold. */
type Written = string | Buffer | null;

const NEEDS_ESCAPE = /["\\]/g;

function elementText(value: unknown): string {
  switch (typeof value) {
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'string':
      return `"${value.replace(NEEDS_ESCAPE, '\\$&')}"`;
    default:
      break;
  }
  if (value === null || value === undefined) return 'NULL';
  if (value instanceof Date) return `"${value.toISOString()}"`;
  if (Buffer.isBuffer(value)) return `"\\\\x${value.toString('hex')}"`;
  if (Array.isArray(value)) return arrayText(value);
  return `"${JSON.stringify(value).replace(NEEDS_ESCAPE, '\\$&')}"`;
}

function arrayText(values: readonly unknown[]): string {
  let text = '{';
  for (const [at, value] of values.entries()) text += at === 0 ? elementText(value) : `,${elementText(value)}`;
  return `${text}}`;
}

/** A parameter as PostgreSQL reads it: text, or bytes as they are. Arrays become arrays of PostgreSQL, other objects JSON. */
export function parameterText(value: unknown): Written {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return Array.isArray(value) ? arrayText(value) : JSON.stringify(value);
}
