import { useQuery } from '@tanstack/react-query';
import { ownFieldsQuery } from '../../api/counterFieldQueries.ts';

/** What was answered to the fields of the place, among the facts of a payment. */
export function OwnAnswers({ metadata }: { metadata: Readonly<Record<string, string>> }) {
  const fields = useQuery({ ...ownFieldsQuery, enabled: Object.keys(metadata).length > 0 });
  return (fields.data ?? []).flatMap(({ id, key, label }) =>
    metadata[key] === undefined
      ? []
      : [
          <div key={id}>
            <dt>{label}</dt>
            <dd>{metadata[key]}</dd>
          </div>,
        ],
  );
}
