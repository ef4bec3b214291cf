const MOST = 40;

/** The key under which the answers to a field of this name stand: small letters without accents, and _ between words. */
export function keyOf(label: string): string {
  const plain = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    // Names that begin so are the server's own.
    .replace(/^guichet_+/, '')
    .slice(0, MOST)
    .replace(/_+$/, '');
  return plain === '' ? 'field' : plain;
}
