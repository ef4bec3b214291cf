import { type MutationState, useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { approvalIn } from '../../../api/approvalQueries.ts';
import { failureIn } from '../../../components/FailureNotice.tsx';
import { useSession } from '../../../shell/SessionContext.ts';
import { useCounter, useCounterStore } from '../SaleProvider.tsx';
import { emptyDraft } from '../saleDraft.ts';
import type { OtherLock } from './otherMethod.ts';
import { afterVainTry, Unsettled } from './unsettled.ts';

interface Sent<Request> {
  readonly key: string;
  readonly request: Request;
  /** After an answer that was lost. */
  readonly again?: true;
}

interface TakingOptions<Request, Made> {
  /** Sends all that it takes, each step under a key made of this one. */
  readonly send: (sent: Sent<Request>) => Promise<Made>;
  /** What to ask for anew when there is an answer, beside sales. */
  readonly list: 'payments' | 'records';
  readonly onLock: (lock: OtherLock) => void;
  /** The lock of what else the form may send instead; it goes before its own. */
  readonly beside?: OtherLock;
}

export interface Taking<Request, Made> {
  readonly take: (request: Request) => void;
  /** Asks for the answer that was lost, with what was sent, whatever stands in the form by now. */
  readonly takeAgain: () => void;
  readonly made: Made | undefined;
  readonly isPending: boolean;
  /** The answer was lost: only the same may follow, under the same key. */
  readonly isLost: boolean;
  /** Lost again and again, with nothing known of it: another sale may begin, and whoever begins it looks up what became of this one. */
  readonly isUnsettled: boolean;
  /** The approval that it waits for: then it is out of the form's hands; null when it waits for none. */
  readonly waits: string | null;
  /** Why it was refused; null when it was not. */
  readonly refusal: Error | null;
  readonly forgetRefusal: () => void;
}

const TAKING = ['counter', 'taking'];

/** A refusal says that nothing was taken under its key. That the key is in use, or was used for something else, does not. */
function isFinal(error: Error): boolean {
  const failure = failureIn(error);
  return failure.kind === 'refused' && failure.code !== 'idempotency_key_in_use' && failure.code !== 'idempotency_error';
}

/** Whether the answer leaves open what became of it. */
function isOpen(error: Error | null): boolean {
  if (error === null) return false;
  const failure = failureIn(error);
  return failure.kind !== 'refused' || failure.code === 'idempotency_key_in_use';
}

/**
 * Takes a payment by no card, once, under the key of the counter's sale. The key, what is on its way and what was lost outlive a look at another page;
 * a refusal ends the key, and success empties the form, so that nothing of it can be taken again.
 */
export function useTaking<Request, Made>({ send, list, onLock, beside = 'free' }: TakingOptions<Request, Made>): Taking<Request, Made> {
  const store = useCounterStore();
  const { sale } = useCounter();
  const { account } = useSession();
  const client = useQueryClient();
  const [keyAtFirst] = useState(sale.key);
  const emptyForm = (key: string) => {
    const { draft, sale: now } = store.get();
    if (now.key === key) store.startOver({ ...emptyDraft(draft.currency, account.country, draft.channel), method: draft.method });
  };
  const here = useMutation<Made, Error, Sent<Request>>({
    mutationKey: TAKING,
    mutationFn: (asked) =>
      send(asked).catch(async (error: Error) => {
        throw asked.again && failureIn(error).kind !== 'refused' ? await afterVainTry(asked.key, error) : error;
      }),
    onSuccess: (_made, { key }) => emptyForm(key),
    onError: (error, { key }) => {
      if (approvalIn(error) !== null) emptyForm(key);
      else if (isFinal(error) && store.get().sale.key === key) store.startOver(store.get().draft);
    },
    onSettled: () => Promise.all([list, 'sales'].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
  const sent = useMutationState({
    filters: { mutationKey: TAKING },
    select: ({ state }) => state as MutationState<Made, Error, Sent<Request>>,
  });
  const last = sent.findLast(({ variables }) => variables?.key === sale.key);
  const isPending = here.isPending || last?.status === 'pending';
  const isLost = !isPending && last?.status === 'error' && isOpen(last.error);
  const isUnsettled = isLost && last.error instanceof Unsettled;
  // Begun before a look at another page, and answered after it.
  const adopted = sent.find(({ variables, status }) => variables?.key === keyAtFirst && status === 'success');
  const made = here.data ?? adopted?.data;
  const waits = approvalIn(here.error);
  const isOut = isPending || (isLost && !isUnsettled);
  const isFree = !isLost && made === undefined && waits === null;
  const own: OtherLock = isOut ? 'out' : isFree ? 'free' : 'done';
  const lock = beside === 'free' ? own : beside;
  useEffect(() => onLock(lock), [lock, onLock]);
  return {
    take: (request) => {
      if (lock === 'free') here.mutate({ key: store.get().sale.key, request });
    },
    takeAgain: () => {
      if (isLost && last?.variables !== undefined) here.mutate({ ...last.variables, again: true });
    },
    made,
    isPending,
    isLost,
    isUnsettled,
    waits,
    refusal: isLost || isPending ? null : here.error,
    forgetRefusal: here.reset,
  };
}
