import { groupCardNumber } from '@guichet/contract/cards.ts';
import { Trans } from '@lingui/react/macro';
import styles from './TestCards.module.css';

/** Published test cards; any date to come and any code go with them. */
const CARDS = [
  { number: '4242424242424242', answer: <Trans>approved</Trans> },
  { number: '4000000000009995', answer: <Trans>not enough money</Trans> },
  { number: '4000000000000002', answer: <Trans>declined without a reason</Trans> },
] as const;

/** Stands beside the form in test mode: something to type for whoever tries the counter out. */
export const TestCards = () => (
  <section className={styles.cards}>
    <h2>
      <Trans>Test cards</Trans>
    </h2>
    <dl>
      {CARDS.map(({ number, answer }) => (
        <div key={number}>
          <dt className="num">{groupCardNumber(number)}</dt>
          <dd>{answer}</dd>
        </div>
      ))}
    </dl>
    <p className="muted">
      <Trans>Any date to come and any code go with them.</Trans>
    </p>
  </section>
);
