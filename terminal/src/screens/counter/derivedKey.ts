/** The same words give the same key, so that a lost answer doesn't make a second of what they describe; other words give another. */
export async function derivedKey(key: string, words: readonly string[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(words)));
  return `${key}-${Array.from(new Uint8Array(digest).slice(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
