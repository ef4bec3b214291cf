import type { ProviderRecord } from '../../connectors/index.ts';
import type { Difference, OwnRecord } from './reconciliation.ts';

const EXPLANATIONS = {
  unknown_here:
    'Money may have moved that no record here shows: a backup from before it was restored, or it was begun elsewhere under our reference. It is not changed; look it up at the provider, and give it back there or record it here.',
  unknown_there:
    'It counts as done here, and the provider has no record of it within ten minutes of that day: another account or another bank answers than the one that took it. Ask the provider.',
  amount: 'The provider moved another amount than is noted here. Its records decide; correct ours by a refund or a recorded payment.',
  notice:
    'The provider has gone on, and what it told has not been applied here: it is when the server runs, within seconds. If it stays so, a notice was lost.',
  state: 'The provider and we say something else became of it. Its records decide; see what was changed there by hand.',
  in_doubt: 'The provider was asked and does not say what became of it. It is asked again for as long as it takes while the server runs.',
} as const;

const words = (minor: bigint, currency: string): string => `${minor} ${currency}`;

const of = (
  kind: Difference['kind'],
  { reference, subject }: { readonly reference: string; readonly subject: string },
  says: string,
  explanation: string = EXPLANATIONS[kind],
): Difference => ({ kind, reference, subject, says, explanation });

/** There, and not here. */
export const unknownHere = ({ reference, name, kind, state, amount, currency }: ProviderRecord): Difference =>
  of(
    'unknown_here',
    { reference: reference ?? name, subject: name },
    `a ${kind} of ${words(amount, currency)} is ${state} there and unknown here`,
  );

/** Here, and not there. */
export const unknownThere = (own: OwnRecord): Difference =>
  of('unknown_there', own, `a ${own.kind} of ${words(own.amount, own.currency)} is ${own.state} here and unknown there`);

/** Here in doubt, and nobody there says more. */
export const stillInDoubt = (
  own: Pick<OwnRecord, 'reference' | 'subject' | 'amount' | 'currency'> & { readonly kind: string },
): Difference =>
  of(
    'in_doubt',
    own,
    `a ${own.kind} of ${words(own.amount, own.currency)} is in doubt here, and the provider does not say what became of it`,
  );

/** What moved nothing is no matter of the books, whatever it is called on either side. */
const MOVED_NOTHING: ReadonlySet<OwnRecord['state']> = new Set(['declined', 'undone']);

/** What comes of a pending operation, or of one that stood, is told later. */
const wasTold = (there: ProviderRecord['state'], here: OwnRecord['state']): boolean =>
  (here === 'pending' && there !== 'pending') || (here === 'approved' && there === 'undone');

/** How the provider's record of something and ours differ; null when they agree, or when we are just being told. */
export function differenceOf(there: ProviderRecord, here: OwnRecord): Difference | null {
  // What is in doubt, or being asked for, is told by itself.
  if (here.state === 'in doubt' || here.isAsked) return null;
  if (MOVED_NOTHING.has(there.state) && MOVED_NOTHING.has(here.state)) return null;
  if (there.state !== here.state) {
    const explanation = wasTold(there.state, here.state) ? EXPLANATIONS.notice : EXPLANATIONS.state;
    return of('state', here, `the ${here.kind} is ${there.state} there and ${here.state} here`, explanation);
  }
  if (there.currency !== here.currency || there.amount !== here.amount)
    return of(
      'amount',
      here,
      `the ${here.kind} is of ${words(there.amount, there.currency)} there and of ${words(here.amount, here.currency)} here`,
    );
  if (there.taken !== here.taken)
    return of('amount', here, `${words(there.taken, there.currency)} were taken there and ${words(here.taken, here.currency)} here`);
  return null;
}
