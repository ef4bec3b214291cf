import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import styles from './CallerDialog.module.css';
import type { LinkFailure } from './linkFailure.ts';

/** Says that what a link named could not be opened, before anybody types into a sale that they take for another. */
export function LinkFailureDialog({ failure }: { failure: LinkFailure | null }) {
  const { t } = useLingui();
  return (
    <Dialog opened={failure !== null} onClose={() => failure?.dismiss()} title={t`This link could not be opened`}>
      {failure === null ? null : (
        <div className={styles.callers}>
          <FailureNotice error={failure.error} retry={failure.retry} />
          <Button variant="subtle" onClick={failure.dismiss}>
            <Trans>Go on without it</Trans>
          </Button>
        </div>
      )}
    </Dialog>
  );
}
