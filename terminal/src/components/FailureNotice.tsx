import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { failureWords } from '../api/failureWords.ts';
import { ApiFailure, type Failure } from '../api/outcome.ts';
import { Notice } from './Notice.tsx';

/** A bug of ours reads like a broken answer: staff can only try again. */
export const failureIn = (error: unknown): Failure => (error instanceof ApiFailure ? error.failure : { kind: 'broken', status: 0 });

/** A failure in words, with a way to try again where that makes sense. */
export function FailureNotice({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { i18n } = useLingui();
  return (
    <Notice tone="bad" role="alert" icon="warning">
      <p>{i18n._(failureWords(failureIn(error)))}</p>
      {retry === undefined ? null : (
        <Button variant="default" onClick={retry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </Notice>
  );
}
