import type { KeptAnswer, KeptKind, RepeatMarks } from '../api.ts';
import type { OperationRow, RefundState } from '../book/OperationRows.ts';
import type { Bank } from './Bank.ts';
import { Refusal } from './Refusal.ts';

interface Task<A extends KeptAnswer> {
  kind: KeptKind;
  reference: string;
  /** The reference of the authorisation that it makes or follows. */
  authorisation: string;
  /** What the caller asked, without the security code: not even a digest of that may be kept. */
  content: unknown;
  /** Does the work and says the answer to keep. */
  work(at: number): A;
  /** Where an operation stands that its answer does not end. */
  stateOf?(answer: A): RefundState | undefined;
  /** The answer when a tombstone bars the reference. */
  refused(): A;
}

/** One reference, one effect: a repeat gets the first answer, another content is refused, a tombstone wins over a late arrival. */
export function performOnce<A extends KeptAnswer>({ book, clock }: Bank, task: Task<A>): A & RepeatMarks {
  const { kind, reference, authorisation } = task;
  const digest = book.digester.request(kind, task.content);
  return book.transaction(() => {
    const earlier = book.operations.find(reference);
    if (earlier?.kind === 'tombstone') {
      book.operations.countRefusal(reference);
      return task.refused();
    }
    if (book.debits.find(reference)) throw reused();
    if (earlier) return repeat<A>(book, earlier, digest);
    const at = clock.nowS();
    const answer = task.work(at);
    const state = task.stateOf?.(answer);
    book.operations.insert({ kind, at, authorisation, digest, answer, ...(state && { state }) });
    return answer;
  });
}

const reused = (): Refusal => new Refusal(409, 'reference_reused', 'This reference was used before for another request.');

function repeat<A extends KeptAnswer>(book: Bank['book'], earlier: OperationRow, digest: string): A & RepeatMarks {
  if (earlier.digest !== digest) {
    throw reused();
  }
  const marks: RepeatMarks = { repeated: true };
  if (book.authorisations.find(earlier.reference)?.reversed_at) marks.reversed = true;
  return { ...(JSON.parse(earlier.answer ?? '{}') as A), ...marks };
}
