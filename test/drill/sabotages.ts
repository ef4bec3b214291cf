/** A fault that is put into a copy of the server: a text of one of its files, and what takes its place. */
export interface Sabotage {
  readonly word: string;
  readonly name: string;
  readonly file: string;
  readonly replace: string;
  readonly by: string;
}

export const SABOTAGES: readonly Sabotage[] = [
  {
    word: 'keys',
    name: 'idempotency keys are not looked at',
    file: 'server/src/platform/idempotency.store.ts',
    replace: 'tenant_id: tenantId, key: claim.key, request_hash',
    by: 'tenant_id: tenantId, key: claim.key + requestId, request_hash',
  },
  {
    word: 'doubt',
    name: 'an unknown outcome counts as a failure',
    file: 'server/src/modules/attempts/attempts.ts',
    replace: "sent.result === 'unknown' ? await this.#ask(attempt) : { outcome: sent, afterReversal: false }",
    by: "{ outcome: sent.result === 'unknown' ? ({ result: 'failed', reason: 'no answer' } as const) : sent, afterReversal: false }",
  },
  {
    word: 'tombstone',
    name: 'what the bank does not know counts as never done, without a tombstone',
    file: 'server/src/modules/attempts/attempts.ts',
    replace: 'if (await noteReversal(this.#parts.database, attempt)) return this.#reverse(attempt);',
    by: "if (await noteReversal(this.#parts.database, attempt)) return { outcome: { result: 'failed', reason: 'not found' }, afterReversal: true };",
  },
];
