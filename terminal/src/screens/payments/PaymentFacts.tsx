import { declineAdvice } from '@guichet/contract/declines.ts';
import type { ConversionView, PaymentDetail } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CardName } from '../../components/CardName.tsx';
import { ChecksList } from '../../components/ChecksList.tsx';
import { Panel } from '../../components/Page.tsx';
import { PaidWith } from '../../components/PaidWith.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { When } from '../../components/When.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { CHANNEL_WORDS } from '../../language/words.ts';
import { DisputedBadge } from '../disputes/DisputedBadge.tsx';
import { DECLINE_WORDS } from './declineWords.ts';
import { MandateFact } from './MandateFact.tsx';
import { OwnAnswers } from './OwnAnswers.tsx';
import styles from './PaymentFacts.module.css';
import { SaleFact } from './SaleFact.tsx';
import { remainingMinor, takenBackMinor } from './takenBack.ts';

const Fact = ({ name, wide = false, children }: { name: ReactNode; wide?: boolean; children: ReactNode }) => (
  <div data-wide={wide || undefined}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** Both amounts of a conversion, the rate between them and its day. */
function Converted({ conversion }: { conversion: ConversionView }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const from = formats.amount(Math.abs(conversion.presented_amount), conversion.presented_currency);
  const to = formats.amount(Math.abs(conversion.amount), conversion.currency);
  const rate = Number(conversion.rate).toLocaleString(i18n.locale, { maximumSignificantDigits: 6 });
  const day = formats.period(conversion.day);
  return (
    <>
      {from} → {to}
      <br />
      <small className="muted">
        <Trans>
          at {rate}, rate of {day}
        </Trans>
      </small>
    </>
  );
}

/** The payment at a glance: how much, how it stands, who, with what, how. */
export function PaymentFacts({ detail }: { detail: PaymentDetail }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const { payment, charges, balance_transactions: bookings, conversions } = detail;
  const card = charges[0]?.payment_method_details.card;
  const fee = bookings.reduce((sum, booking) => sum + booking.fee, 0);
  const takenBack = takenBackMinor(detail);
  const refused = payment.status === 'failed' || payment.status === 'blocked';
  return (
    <Panel>
      <div className={styles.head}>
        <span className={styles.amount}>{formats.amount(payment.amount, payment.currency)}</span>
        <StatusBadge status={payment.status} />
        <DisputedBadge status={payment.dispute?.status} />
      </div>
      {refused ? (
        <p className={styles.reason}>
          {payment.bank_account === null ? (
            i18n._(DECLINE_WORDS[declineAdvice(payment.decline_code).wording])
          ) : (
            <Trans>The payer’s bank did not pay this debit.</Trans>
          )}
        </p>
      ) : null}
      <dl className={styles.facts}>
        <Fact name={<Trans>When</Trans>}>
          <When at={payment.created} />
        </Fact>
        {payment.customer === null ? null : (
          <Fact name={<Trans>Customer</Trans>}>
            <Link to="/customers/$id" params={{ id: payment.customer.id }}>
              {payment.customer.name ?? payment.customer.email ?? payment.customer.id}
            </Link>
          </Fact>
        )}
        {payment.description === null ? null : <Fact name={<Trans>Reference</Trans>}>{payment.description}</Fact>}
        <SaleFact metadata={detail.payment_intent.metadata} />
        <OwnAnswers metadata={detail.payment_intent.metadata} />
        {payment.card === null ? null : (
          <Fact name={<Trans>Card</Trans>}>
            <CardName card={card ?? payment.card} />
          </Fact>
        )}
        {payment.bank_account === null ? null : (
          <Fact name={<Trans>Account</Trans>}>
            <PaidWith card={null} account={payment.bank_account} />
          </Fact>
        )}
        <Fact name={<Trans>Channel</Trans>}>{i18n._(CHANNEL_WORDS[payment.channel])}</Fact>
        {payment.staff === null ? null : <Fact name={<Trans>Taken by</Trans>}>{payment.staff.name}</Fact>}
        {payment.amount_captured > 0 && payment.amount_captured !== payment.amount ? (
          <Fact name={<Trans>Captured</Trans>}>{formats.amount(payment.amount_captured, payment.currency)}</Fact>
        ) : null}
        {payment.amount_refunded > 0 ? (
          <Fact name={<Trans>Refunded</Trans>}>{formats.amount(payment.amount_refunded, payment.currency)}</Fact>
        ) : null}
        {takenBack > 0 ? (
          <Fact name={<Trans context="dispute">Taken back</Trans>}>{formats.amount(takenBack, payment.currency)}</Fact>
        ) : null}
        {payment.amount_refunded + takenBack > 0 ? (
          <Fact name={<Trans>Remaining</Trans>}>{formats.amount(remainingMinor(detail), payment.currency)}</Fact>
        ) : null}
        {fee > 0 ? <Fact name={<Trans>Fees</Trans>}>{formats.amount(fee, bookings[0]?.currency ?? payment.currency)}</Fact> : null}
        {conversions.map((conversion) => (
          <Fact
            key={conversion.balance_transaction}
            name={conversion.presented_amount < 0 ? <Trans>Given back, converted</Trans> : <Trans>Settled, converted</Trans>}
          >
            <Converted conversion={conversion} />
          </Fact>
        ))}
        {detail.mandate === null ? null : (
          <Fact name={<Trans>Mandate</Trans>} wide>
            <MandateFact mandate={detail.mandate} />
          </Fact>
        )}
      </dl>
      {card === undefined ? null : (
        <div className={styles.checks}>
          <ChecksList checks={card.checks} />
        </div>
      )}
    </Panel>
  );
}
