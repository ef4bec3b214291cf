import { parseAmount } from '@guichet/contract/amounts.ts';
import { isCurrency } from '@guichet/contract/currencies.ts';
import { Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { Spinner } from '../../components/controls/Spinner.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { useConnected } from '../../shell/useConnected.ts';
import { isBusy, type Sale } from './sale.ts';
import type { SaleDraft } from './saleDraft.ts';
import { FIELD_ID } from './saleFields.ts';
import styles from './TakeButton.module.css';

const STILL_WAITING_AFTER_MS = 8_000;

/** Whether the wait has become long enough for a word about it. */
function useLongWait(waiting: boolean): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setLong(true), STILL_WAITING_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [waiting]);
  return long;
}

/** Why nothing can be pressed in the first moment. Without a connection nothing is read, and the strip above says why. */
export const ReadingWords = () => (useConnected() ? <Trans>Reading what the business asks for with a payment…</Trans> : null);

function BusyWords({ sale, long, isReady }: { sale: Sale; long: boolean; isReady: boolean }) {
  if (sale.step === 'checking')
    return <Trans>Checking whether the payment arrived… Do not press again, and do not take it another way yet.</Trans>;
  if (long) return <Trans>Still waiting for the bank, do not press again.</Trans>;
  if (sale.step === 'processing') return <Trans>The bank is still working on it…</Trans>;
  if (sale.step === 'preparing' || sale.step === 'sending') return <Trans>Asking the bank…</Trans>;
  return isReady ? null : <ReadingWords />;
}

function TakeWords({ amount, busy, held }: { amount: string | null; busy: boolean; held: boolean }) {
  if (held) {
    if (amount === null) return <Trans>Put the amount on hold</Trans>;
    return busy ? <Trans>Putting {amount} on hold…</Trans> : <Trans>Put {amount} on hold</Trans>;
  }
  if (amount === null) return <Trans>Take the payment</Trans>;
  return busy ? <Trans>Taking {amount}…</Trans> : <Trans>Take {amount}</Trans>;
}

interface TakeButtonProps {
  readonly draft: SaleDraft;
  readonly sale: Sale;
  readonly isReady: boolean;
}

/** The button that carries the amount as it was understood, and what happens once it is pressed. It keeps the focus while it is locked. */
export function TakeButton({ draft, sale, isReady }: TakeButtonProps) {
  const formats = useFormats();
  const busy = isBusy(sale);
  const isLocked = busy || !isReady;
  const long = useLongWait(busy);
  const read = isCurrency(draft.currency) ? parseAmount(draft.amount, draft.currency) : null;
  const amount = read?.ok && read.money.amount > 0n ? formats.amount(read.money.amount, draft.currency) : null;
  return (
    <div className={styles.take}>
      <button type="submit" id={FIELD_ID.submit} className={styles.button} aria-disabled={isLocked} data-busy={isLocked || undefined}>
        {busy ? <Spinner /> : null}
        <span className="num">
          <TakeWords amount={amount} busy={busy} held={draft.taking === 'later'} />
        </span>
      </button>
      <p className={styles.words} role="status" data-long={long || undefined}>
        <BusyWords sale={sale} long={long} isReady={isReady} />
      </p>
    </div>
  );
}
