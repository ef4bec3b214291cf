/**
 * What a notice tells cannot be true of what it is about, today or ever: asking again would change nothing. A handler throws it; the notice is
 * put aside with the reason, which names no card, and holds up no other.
 */
export class NoticeRefused extends Error {}
