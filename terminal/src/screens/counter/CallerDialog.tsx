import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import styles from './CallerDialog.module.css';
import type { Caller } from './useCallerFromAddress.ts';

/** Several customers have the number that calls, or nobody could look it up: the caller says who they are. */
export function CallerDialog({ caller }: { caller: Caller | null }) {
  const { t } = useLingui();
  const phone = caller?.phone;
  return (
    <Dialog opened={caller !== null} onClose={() => caller?.dismiss()} title={t`Who is calling?`}>
      {caller === null ? null : (
        <div className={styles.callers}>
          <p>
            {caller.error === null ? (
              <Trans>
                Several customers have the number <strong className="num">{phone}</strong>. Ask for the name.
              </Trans>
            ) : (
              <Trans>
                The number <strong className="num">{phone}</strong> could not be looked up. Ask for the name, and find the customer by it.
              </Trans>
            )}
          </p>
          {caller.error === null ? null : <FailureNotice error={caller.error} />}
          {caller.customers.map((customer, at) => (
            <Button
              key={customer.id}
              variant="default"
              className={styles.caller}
              {...(at === 0 && { 'data-autofocus': true })}
              onClick={() => caller.choose(customer)}
            >
              {customer.name ?? customer.email ?? customer.id}
              {customer.name === null || customer.email === null ? null : <span className={styles.mail}>{customer.email}</span>}
            </Button>
          ))}
          <Button variant="subtle" onClick={() => caller.choose(null)}>
            <Trans>Somebody new</Trans>
          </Button>
        </div>
      )}
    </Dialog>
  );
}
