import type { SessionView } from '@guichet/contract/terminal.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { sessionQuery } from '../api/queries.ts';
import { failureIn } from '../components/FailureNotice.tsx';
import { keepSession, keptSession } from './keptSession.ts';

const ASK_AGAIN_AFTER_MS = 5_000;

interface KnownSession {
  /** null: nobody is signed in; undefined: nobody knows yet. */
  readonly session: SessionView | null | undefined;
  /** Why nobody knows; null while the first answer is awaited. */
  readonly failure: { readonly error: unknown } | null;
  readonly askAgain: () => void;
}

/**
 * Who sits here. While the server can't be reached it is whoever sat in this tab before, so that the pages stay, and what was typed with them; the
 * server decides all else as ever, and its answer counts as soon as it is there.
 */
export function useKnownSession(): KnownSession {
  const client = useQueryClient();
  const [kept] = useState(keptSession);
  // Once lost stays lost until an answer comes: a page that went away with each try would take along what was typed.
  const [lost, setLost] = useState<{ readonly error: unknown } | null>(navigator.onLine ? null : { error: null });
  const { data, error, failureReason, refetch } = useQuery({
    ...sessionQuery,
    refetchInterval: ({ state }) => (state.data === undefined && state.errorUpdateCount > 0 ? ASK_AGAIN_AFTER_MS : false),
  });
  if (data === undefined && failureReason !== null && failureReason !== lost?.error) setLost({ error: failureReason });
  const isLost = lost !== null;
  useEffect(() => {
    if (data !== undefined) keepSession(data);
  }, [data]);
  useEffect(() => {
    if (!isLost) return;
    const askAgain = () => void refetch();
    window.addEventListener('online', askAgain);
    return () => window.removeEventListener('online', askAgain);
  }, [isLost, refetch]);
  const isBack = isLost && data !== undefined;
  useEffect(() => {
    // What the pages asked for in vain meanwhile.
    if (isBack) void client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
  }, [isBack, client]);
  const mayShowKept = isLost && failureIn(lost.error).kind !== 'refused';
  // Who has just signed in (`null` until then) and has no place here.
  if (!data && error !== null && failureIn(error).kind === 'refused')
    return { session: undefined, failure: { error }, askAgain: () => void refetch() };
  const session = data === undefined && mayShowKept ? (kept ?? undefined) : data;
  return { session, failure: session === undefined ? lost : null, askAgain: () => void refetch() };
}
