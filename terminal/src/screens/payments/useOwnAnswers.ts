import { useQuery } from '@tanstack/react-query';
import { ownFieldsQuery } from '../../api/counterFieldQueries.ts';

interface OwnAnswer {
  readonly id: string;
  readonly label: string;
  readonly answer: string;
}

/** What metadata answers to the fields of the place, in their order and under their labels; none while they are not known. */
export function useOwnAnswers(metadata: Readonly<Record<string, string>>): readonly OwnAnswer[] {
  const fields = useQuery({ ...ownFieldsQuery, enabled: Object.keys(metadata).length > 0 });
  return (fields.data ?? []).flatMap(({ id, key, label }) => {
    const answer = metadata[key];
    return answer === undefined ? [] : [{ id, label, answer }];
  });
}
