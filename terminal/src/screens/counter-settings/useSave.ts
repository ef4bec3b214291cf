import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson, remove } from '../../api/client.ts';
import { contentKeys } from '../../api/contentKeys.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { failureIn } from '../../components/FailureNotice.tsx';

interface Change {
  readonly path: string;
  /** Undefined where the thing is taken away. */
  readonly body?: object;
}

/** Saves a preset or a field, and reads what it is among anew. Pressing again after a lost answer does nothing twice. */
export function useSave(kind: 'presets' | 'own_fields', onDone: () => void) {
  const client = useQueryClient();
  const [keys] = useState(() => contentKeys(newKey));
  return useMutation({
    mutationFn: async ({ path, body }: Change) => {
      const idempotencyKey = keys.keyFor({ path, body });
      return orThrow(body === undefined ? await remove(path, { idempotencyKey }) : await postJson(path, body, { idempotencyKey }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: [kind] }),
    onSuccess: () => {
      keys.answered();
      onDone();
    },
    onError: (error) => (failureIn(error).kind === 'refused' ? keys.answered() : undefined),
  });
}
