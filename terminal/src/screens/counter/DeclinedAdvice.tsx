import type { DeclineAdvice } from '@guichet/contract/declines.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from '../../components/controls/Button.tsx';
import { ADVICE_WORDS, CORRECT_WORDS, RETRY_WORDS } from './adviceWords.ts';
import styles from './DeclinedAdvice.module.css';
import { type KeyedCard, NO_CARD, type SaleDraft } from './saleDraft.ts';
import type { FieldName } from './saleFields.ts';

type Correctable = NonNullable<DeclineAdvice['correct']>;

/** What is emptied, and where the focus goes, to correct each part. */
const CORRECTIONS: Readonly<Record<Correctable, { clear: Partial<KeyedCard>; change: Partial<SaleDraft>; field: FieldName }>> = {
  number: { clear: { number: '' }, change: { savedCard: null }, field: 'number' },
  expiry: { clear: { expiry: '' }, change: { savedCard: null }, field: 'expiry' },
  security_code: { clear: { securityCode: '' }, change: { savedCard: null }, field: 'securityCode' },
  postal_code: { clear: {}, change: { addressOpen: true }, field: 'line1' },
  amount: { clear: {}, change: {}, field: 'amount' },
};

interface DeclinedAdviceProps {
  readonly advice: DeclineAdvice;
  readonly savedCard: boolean;
  readonly onCorrect: (change: Partial<SaleDraft>, clear: Partial<KeyedCard>, field: FieldName) => void;
  readonly onRetry: () => void;
  readonly newSale: ReactNode;
}

/** Three lines that get a call on: what to say, what to try, whether the same card may be tried again. */
export function DeclinedAdvice({ advice, savedCard, onCorrect, onRetry, newSale }: DeclinedAdviceProps) {
  const { i18n } = useLingui();
  const { say, attempt } = ADVICE_WORDS[advice.wording];
  const correction = advice.correct;
  const otherCard = () => onCorrect({ savedCard: null }, NO_CARD, 'number');
  // A saved card has no fields to correct: only keying it in, or another, helps.
  const canCorrect = correction !== undefined && (!savedCard || correction === 'amount');
  return (
    <div className={styles.advice}>
      <dl className={styles.lines}>
        <div>
          <dt>
            <Trans>Say</Trans>
          </dt>
          <dd className={styles.say}>{i18n._(say)}</dd>
        </div>
        <div>
          <dt>
            <Trans>Try</Trans>
          </dt>
          <dd>{i18n._(attempt)}</dd>
        </div>
        <div>
          <dt>
            <Trans>Same card again?</Trans>
          </dt>
          <dd>{i18n._(RETRY_WORDS[advice.retry])}</dd>
        </div>
      </dl>
      <div className={styles.buttons}>
        {advice.retry === 'now' ? (
          <Button onClick={onRetry}>
            <Trans>Try the same card again</Trans>
          </Button>
        ) : null}
        {canCorrect ? (
          <Button onClick={() => onCorrect(CORRECTIONS[correction].change, CORRECTIONS[correction].clear, CORRECTIONS[correction].field)}>
            {i18n._(CORRECT_WORDS[correction])}
          </Button>
        ) : null}
        <Button variant={advice.retry === 'now' || canCorrect ? 'default' : 'filled'} onClick={otherCard}>
          <Trans>Take another card</Trans>
        </Button>
        {advice.retry === 'later' ? (
          <Button variant="default" onClick={onRetry}>
            <Trans>Try the same card again</Trans>
          </Button>
        ) : null}
        {newSale}
      </div>
    </div>
  );
}
