import { Trans, useLingui } from '@lingui/react/macro';
import { use } from 'react';
import { failureWords } from '../api/failureWords.ts';
import { ApiFailure, type Failure } from '../api/outcome.ts';
import { SessionContext } from '../shell/SessionContext.ts';
import { switchMode } from '../shell/switchMode.ts';
import { Button } from './controls/Button.tsx';
import { Notice } from './Notice.tsx';

/** A bug of ours reads like a broken answer: staff can only try again. */
export const failureIn = (error: unknown): Failure => (error instanceof ApiFailure ? error.failure : { kind: 'broken', status: 0 });

/** A failure in words, with a way to try again where that makes sense. */
export function FailureNotice({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { i18n } = useLingui();
  const failure = failureIn(error);
  const isMissing = retry !== undefined && failure.kind === 'refused' && failure.code === 'resource_missing';
  return (
    <Notice tone="bad" role="alert" icon="warning">
      <p>{i18n._(failureWords(failure))}</p>
      {retry === undefined ? null : (
        <Button variant="default" onClick={retry}>
          <Trans>Try again</Trans>
        </Button>
      )}
      {isMissing ? <OtherMode /> : null}
    </Notice>
  );
}

/** A link leads to something of one mode; where it is followed in the other, it is not there. */
function OtherMode() {
  const session = use(SessionContext);
  if (session === null || session.modes.length < 2) return null;
  const { livemode } = session;
  const { pathname, search } = window.location;
  return (
    <Button variant="default" onClick={() => switchMode(livemode ? 'test' : 'live', pathname + search)}>
      {livemode ? <Trans>Look in test mode</Trans> : <Trans>Look in live mode</Trans>}
    </Button>
  );
}
