/** What tells where a request comes from. */
export interface Provenance {
  readonly method: string;
  readonly protocol: string;
  /** The Host header, or what a trusted proxy says that it was. */
  readonly host: string;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`. */
  readonly fetchSite: string | undefined;
}

const originOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).origin : null);

/**
 * Whether a request that carries a cookie comes from our own pages. Browsers send `Origin` with all but plain reads, so a change without
 * it is refused; a read without it must not say that another site made it.
 */
export function isSameOrigin({ method, protocol, host, origin, fetchSite }: Provenance, publicUrl: string | undefined): boolean {
  if (origin !== undefined)
    return origin === originOf(`${protocol}://${host}`) || (publicUrl !== undefined && origin === originOf(publicUrl));
  if (method !== 'GET' && method !== 'HEAD') return false;
  return fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none';
}
