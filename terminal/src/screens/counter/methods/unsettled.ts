import type { RequestState } from '@guichet/contract/terminal.ts';
import { get } from '../../../api/client.ts';
import { ApiFailure } from '../../../api/outcome.ts';
import { failureIn } from '../../../components/FailureNotice.tsx';
import { checkedAnswer } from '../saleAnswer.ts';

/** Sent again in vain, and the server's own note of the request settles nothing either: whoever waits for an answer may wait for ever. */
export class Unsettled extends ApiFailure {}

/** What is to be thrown where an answer was lost once more: a refusal that the server has noted, `Unsettled`, or `error` while it may still come. */
export async function afterVainTry(key: string, error: Error): Promise<Error> {
  const noted = checkedAnswer(await get<RequestState>(`/guichet/v1/requests/${encodeURIComponent(key)}`));
  if (noted === 'wait') return error;
  // That it never arrived does not free the key: what is slow to come in may still come.
  if (noted === 'never_arrived' || noted.kind !== 'refused') return new Unsettled(failureIn(error));
  return new ApiFailure(noted.failure);
}
