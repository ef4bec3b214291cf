import { useOwnAnswers } from './useOwnAnswers.ts';

/** What was answered to the fields of the place, among the facts of a payment. */
export function OwnAnswers({ metadata }: { metadata: Readonly<Record<string, string>> }) {
  return useOwnAnswers(metadata).map(({ id, label, answer }) => (
    <div key={id}>
      <dt>{label}</dt>
      <dd>{answer}</dd>
    </div>
  ));
}
