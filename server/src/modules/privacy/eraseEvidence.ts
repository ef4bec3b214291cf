import { EVIDENCE_FILES, type WireDispute } from '@guichet/contract/wire/dispute.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { enclosedFiles } from '../disputes/index.ts';
import { eraseFiles } from '../files/index.ts';

interface EvidenceOf {
  /** The customer's objects, and every kept version of them. */
  readonly ids: readonly string[];
  readonly versions: readonly { readonly body: unknown }[];
  readonly at: Date;
}

const isDispute = (body: unknown): body is WireDispute => (body as { readonly object?: unknown }).object === 'dispute';

/**
 * Erases the files that were enclosed in the customer's disputes, also those that a later draft replaced. What somebody else's dispute encloses too is
 * about the place, such as its terms, and stays. Answers the ids of what was erased.
 */
export async function eraseEvidence(tx: Transaction, tenantId: number, { ids, versions, at }: EvidenceOf): Promise<string[]> {
  const disputes = versions.map(({ body }) => body).filter(isDispute);
  const enclosed = [...new Set(disputes.flatMap(({ evidence }) => EVIDENCE_FILES.flatMap((field) => evidence[field] ?? [])))];
  if (enclosed.length === 0) return [];
  const others = await enclosedFiles(tx, tenantId, enclosed, ids);
  const theirs = enclosed.filter((file) => !others.includes(file));
  return eraseFiles(tx, tenantId, theirs, at);
}
