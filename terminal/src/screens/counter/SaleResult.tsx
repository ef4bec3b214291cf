import { declineAdvice } from '@guichet/contract/declines.ts';
import { SALE_KEY } from '@guichet/contract/saleViews.ts';
import type { PaymentDetail } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react';
import { customerQuery, paymentQuery } from '../../api/queries.ts';
import { CardName } from '../../components/CardName.tsx';
import { ChecksList } from '../../components/ChecksList.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { GuideLink } from '../../components/GuideLink.tsx';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { CHANNEL_WORDS } from '../../language/words.ts';
import { useMay } from '../../shell/SessionContext.ts';
import { ReceiptDialog } from '../payments/ReceiptDialog.tsx';
import { RefundDialog } from '../payments/RefundDialog.tsx';
import { DeclinedAdvice } from './DeclinedAdvice.tsx';
import styles from './SaleResult.module.css';
import { SaveCardDialog } from './SaveCardDialog.tsx';
import type { Sale, SaleRequest } from './sale.ts';
import type { KeyedCard, SaleDraft } from './saleDraft.ts';
import type { FieldName } from './saleFields.ts';

const SaleLeft = lazy(async () => ({ default: (await import('./items/SaleLeft.tsx')).SaleLeft }));

interface SaleResultProps {
  readonly draft: SaleDraft;
  readonly sale: Sale;
  readonly onNewSale: () => void;
  readonly onCorrect: (change: Partial<SaleDraft>, clear: Partial<KeyedCard>, field: FieldName) => void;
  readonly onRetry: () => void;
  readonly onCheckAgain: () => void;
}

type Tone = 'good' | 'bad' | 'warn';

/** The answer: colour, icon and word say the same, and it takes the focus so that it is read out at once. */
function Answer({
  tone,
  icon,
  word,
  request,
  children,
}: {
  tone: Tone;
  icon: IconName;
  word: ReactNode;
  request: SaleRequest;
  children: ReactNode;
}) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const id = useId();
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => answer.current?.focus(), []);
  return (
    <section className={styles.result} data-tone={tone} aria-labelledby={id}>
      <div ref={answer} className={styles.answer} role="status" tabIndex={-1}>
        <span className={styles.icon}>
          <Icon name={icon} size={26} />
        </span>
        <div>
          <h2 id={id} className={styles.word}>
            {word} <span className={styles.amount}>{formats.amount(request.amount, request.currency)}</span>
          </h2>
          <p>
            <CardName card={request.card} /> · {i18n._(CHANNEL_WORDS[request.channel])}
          </p>
        </div>
      </div>
      <div className={styles.body}>{children}</div>
    </section>
  );
}

const NewSale = ({ onNewSale, main = true }: { onNewSale: () => void; main?: boolean }) => (
  <Button variant={main ? 'filled' : 'default'} onClick={onNewSale} aria-keyshortcuts="F2" rightSection={<Kbd keys="F2" />}>
    <Trans>New sale</Trans>
  </Button>
);

type Dialog = 'receipt' | 'refund' | 'save_card' | null;

/** What can follow an approval; each only where it makes sense. */
function NextSteps({ detail, held, onNewSale }: { detail: PaymentDetail | undefined; held: boolean; onNewSale: () => void }) {
  const [dialog, setDialog] = useState<Dialog>(null);
  const [saved, setSaved] = useState(false);
  const mayRefund = useMay('refunds.write');
  const mayWrite = useMay('payments.write');
  const mayKeep = useMay('customers.write');
  const close = () => setDialog(null);
  const method = detail?.payment_intent.payment_method ?? null;
  const customer = detail?.payment.customer ?? null;
  const kept = useQuery({ ...customerQuery(customer?.id ?? ''), enabled: mayKeep && customer !== null });
  const canSave = !saved && method !== null && kept.data?.cards.every((card) => card.id !== method) === true;
  return (
    <>
      <div className={styles.steps}>
        <NewSale onNewSale={onNewSale} />
        {detail === undefined ? null : (
          <>
            {held || !mayWrite ? null : (
              <Button variant="default" leftSection={<Icon name="receipt" />} onClick={() => setDialog('receipt')}>
                <Trans>E-mail a receipt</Trans>
              </Button>
            )}
            {held ? null : (
              <LinkButton to="/payments/$id/print" params={{ id: detail.payment.id }}>
                <Trans>Print a receipt</Trans>
              </LinkButton>
            )}
            {canSave ? (
              <Button variant="default" leftSection={<Icon name="card" />} onClick={() => setDialog('save_card')}>
                <Trans>Save the card</Trans>
              </Button>
            ) : null}
            {held || !mayRefund || detail.payment.amount_refunded >= detail.payment.amount_captured ? null : (
              <Button variant="default" leftSection={<Icon name="refund" />} onClick={() => setDialog('refund')}>
                <Trans>Refund</Trans>
              </Button>
            )}
            <Link to="/payments/$id" params={{ id: detail.payment.id }} className={styles.link}>
              <Trans>Show the payment</Trans>
            </Link>
          </>
        )}
      </div>
      {saved ? (
        <p role="status" className={styles.done}>
          <Icon name="check" size={18} /> <Trans>The card is saved for this customer.</Trans>
        </p>
      ) : null}
      {detail === undefined ? null : (
        <>
          <ReceiptDialog payment={detail.payment} opened={dialog === 'receipt'} onClose={close} />
          <RefundDialog payment={detail.payment} opened={dialog === 'refund'} onClose={close} />
          {canSave && customer !== null ? (
            <SaveCardDialog
              method={method}
              customer={customer}
              channel={detail.payment.channel}
              opened={dialog === 'save_card'}
              onClose={close}
              onSaved={() => {
                close();
                setSaved(true);
              }}
            />
          ) : null}
        </>
      )}
    </>
  );
}

function Approved({ sale, onNewSale }: { sale: Extract<Sale, { step: 'processing' | 'approved' | 'held' }>; onNewSale: () => void }) {
  const detail = useQuery(paymentQuery(sale.paymentIntent));
  const held = sale.step === 'held';
  const card = detail.data?.charges[0]?.payment_method_details.card;
  const ofSale = detail.data?.payment_intent.metadata[SALE_KEY];
  return (
    <Answer
      tone={held ? 'warn' : 'good'}
      icon={held ? 'clock' : 'check'}
      word={held ? <Trans>On hold</Trans> : <Trans>Approved</Trans>}
      request={sale.request}
    >
      {held ? (
        <p>
          <Trans>The bank has set the amount aside. It is paid only once it is captured, under Payments.</Trans>
        </p>
      ) : null}
      <ChecksList checks={card?.checks} pending={detail.isPending} />
      {detail.data === undefined ? null : <RefundNote detail={detail.data} />}
      {ofSale === undefined ? null : (
        <Suspense>
          <SaleLeft sale={ofSale} onTake={onNewSale} />
        </Suspense>
      )}
      <NextSteps detail={detail.data} held={held} onNewSale={onNewSale} />
    </Answer>
  );
}

function RefundNote({ detail }: { detail: PaymentDetail }) {
  const formats = useFormats();
  const { amount_refunded: refunded, currency } = detail.payment;
  if (refunded === 0) return null;
  const amount = formats.amount(refunded, currency);
  return (
    <p className={styles.done}>
      <Icon name="refund" size={18} /> <Trans>{amount} refunded.</Trans>
    </p>
  );
}

function Declined({ sale, draft, onNewSale, onCorrect, onRetry }: SaleResultProps & { sale: Extract<Sale, { step: 'declined' }> }) {
  const detail = useQuery({ ...paymentQuery(sale.paymentIntent ?? ''), enabled: sale.paymentIntent !== null });
  const advice = declineAdvice(sale.declineCode, sale.code);
  const checks = detail.data?.charges[0]?.payment_method_details.card?.checks;
  return (
    <Answer tone="bad" icon="cross" word={<Trans>Declined</Trans>} request={sale.request}>
      <DeclinedAdvice
        advice={advice}
        savedCard={draft.savedCard !== null}
        onCorrect={onCorrect}
        onRetry={onRetry}
        newSale={<NewSale main={false} onNewSale={onNewSale} />}
      />
      {sale.paymentIntent === null ? null : <ChecksList checks={checks} pending={detail.isPending} />}
      <GuideLink guide="refused" />
    </Answer>
  );
}

function Doubt({ sale, onNewSale, onCheckAgain }: SaleResultProps & { sale: Extract<Sale, { step: 'doubt' | 'sending' | 'checking' }> }) {
  return (
    <Answer tone="warn" icon="question" word={<Trans>In doubt</Trans>} request={sale.request}>
      <p>
        <Trans>
          The server could not say whether this payment went through. Look under Payments before you take it again: it is cleared up there
          as soon as the bank has answered.
        </Trans>
      </p>
      <div className={styles.steps}>
        <Button onClick={onCheckAgain}>
          <Trans>Check again</Trans>
        </Button>
        <NewSale main={false} onNewSale={onNewSale} />
        <Link to="/payments" className={styles.link}>
          <Trans>Show payments</Trans>
        </Link>
      </div>
    </Answer>
  );
}

export function SaleResult(props: SaleResultProps) {
  const { sale } = props;
  if (sale.step === 'approved' || sale.step === 'held') return <Approved sale={sale} onNewSale={props.onNewSale} />;
  if (sale.step === 'declined') return <Declined {...props} sale={sale} />;
  return sale.step === 'doubt' ? <Doubt {...props} sale={sale} /> : null;
}
