/** An Idempotency-Key that nobody has used. The pages run in a secure context, which this needs. */
export const newKey = (): string => crypto.randomUUID();
