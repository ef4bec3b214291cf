import { ApiError } from '@guichet/contract/errors.ts';
import type { Metadata } from '@guichet/contract/wire/common.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Sql } from '../../platform/transaction.ts';
import { answerProblem } from './ownField.rules.ts';
import { readOwnFields } from './ownFields.store.ts';

/** Refuses what a person takes without having asked for what the place wants to know. Programs know themselves what they need. */
export async function requireAnswers(sql: Sql, { caller, channel }: RequestContext, metadata: Metadata): Promise<void> {
  if (caller.actor.kind !== 'person') return;
  const problem = answerProblem(await readOwnFields(sql, caller.tenantId), channel, metadata);
  if (problem === null) return;
  throw new ApiError(problem.problem === 'missing' ? 'parameter_missing' : 'parameter_invalid', {
    param: `metadata[${problem.key}]`,
    message: problem.message,
  });
}
