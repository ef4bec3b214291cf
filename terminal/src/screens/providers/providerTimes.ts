/** For requests in which the server asks the provider: longer than it waits for the answer. */
export const PROVIDER_WITHIN_MS = 30_000;
