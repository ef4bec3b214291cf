import type { PossibleDuplicate } from '@guichet/contract/terminal.ts';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { nowMs } from '../../browser/clock.ts';
import { useCardName } from '../../components/CardName.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useFormats } from '../../language/useFormats.ts';
import styles from './DuplicateWarning.module.css';
import type { SaleRequest } from './sale.ts';

/** A press that was on its way when the warning came up isn't the second press that it asks for. */
const DEAF_FOR_MS = 500;

interface DuplicateWarningProps {
  readonly request: SaleRequest;
  readonly earlier: readonly PossibleDuplicate[];
  readonly onConfirm: () => void;
  readonly onBack: () => void;
}

/** The same card has paid the same amount a moment ago: shows when and by whom, and asks for a second press. */
export function DuplicateWarning({ request, earlier, onConfirm, onBack }: DuplicateWarningProps) {
  const formats = useFormats();
  const cardName = useCardName();
  const since = useRef(nowMs());
  const confirm = useRef<HTMLButtonElement>(null);
  useEffect(() => confirm.current?.focus(), []);
  const amount = formats.amount(request.amount, request.currency);
  const card = cardName(request.card);
  return (
    <div role="alert">
      <Notice tone="warn">
        <p>
          <strong>
            <Trans>This card has just paid the same amount.</Trans>
          </strong>
        </p>
        <ul className={styles.earlier}>
          {earlier.map((payment) => {
            const time = formats.exactTime(payment.created);
            const staff = payment.staff?.name;
            return (
              <li key={payment.payment_intent}>
                <Link to="/payments/$id" params={{ id: payment.payment_intent }} className="num">
                  {staff === undefined ? (
                    <Trans>
                      {amount} with {card} at {time}
                    </Trans>
                  ) : (
                    <Trans>
                      {amount} with {card} at {time}, by {staff}
                    </Trans>
                  )}
                </Link>
              </li>
            );
          })}
        </ul>
        <div className={styles.buttons}>
          <Button ref={confirm} onClick={() => (nowMs() - since.current < DEAF_FOR_MS ? undefined : onConfirm())}>
            <Trans>Take {amount} a second time</Trans>
          </Button>
          <Button variant="default" onClick={onBack}>
            <Trans>Don't take it</Trans>
          </Button>
        </div>
      </Notice>
    </div>
  );
}
