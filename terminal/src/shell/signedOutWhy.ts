/** `ended`: the server said so, for idleness elsewhere or because the session was revoked. */
export type SignedOutWhy = 'choice' | 'idle' | 'ended';

let why: SignedOutWhy | null = null;

/** Kept for the sign-in page, which says why it appears. The first reason stands: what follows are its consequences. */
export function rememberWhy(reason: SignedOutWhy): void {
  why ??= reason;
}

export const whySignedOut = (): SignedOutWhy | null => why;

export function forgetWhy(): void {
  why = null;
}
