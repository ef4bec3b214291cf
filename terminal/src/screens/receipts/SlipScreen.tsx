import type { ReceiptView } from '@guichet/contract/businessViews.ts';
import { LANGUAGES, type Language } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { receiptQuery, sentReceiptQuery } from '../../api/businessQueries.ts';
import { getFile, withQuery } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { saveFile } from '../../browser/saveFile.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { LANGUAGE_NAMES } from '../../language/languages.ts';
import { printSlip } from './printSlip.ts';
import paper from './Slip.module.css';
import { Slip } from './Slip.tsx';
import styles from './SlipScreen.module.css';

interface Printable {
  readonly found: UseQueryResult<ReceiptView>;
  /** Where the PDF of it lies. */
  readonly pdf: string;
  readonly above: ReactNode;
  /** What stands beside the buttons. */
  readonly tools?: ReactNode;
}

function PrintPage({ found, pdf, above, tools }: Printable) {
  const { t } = useLingui();
  const shown = useRef<HTMLDivElement>(null);
  const download = useMutation({ mutationFn: async () => orThrow(await getFile(pdf)), onSuccess: saveFile });
  const receipt = found.data;
  const print = () => {
    const slip = shown.current?.firstElementChild;
    if (slip) printSlip(slip);
  };
  return (
    <Page title={t`Print a receipt`} above={<BackLink>{above}</BackLink>}>
      <div className={styles.tools}>
        {tools}
        <Button disabled={receipt === undefined} onClick={print}>
          <Trans>Print on 80 mm</Trans>
        </Button>
        <Button variant="default" loading={download.isPending} onClick={() => download.mutate()}>
          <Trans>Save as PDF</Trans>
        </Button>
      </div>
      {download.isError ? <FailureNotice error={download.error} /> : null}
      {found.isError ? <FailureNotice error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isPending ? (
        <Panel>
          <Skeleton lines={8} />
        </Panel>
      ) : null}
      {receipt === undefined ? null : (
        <>
          <div ref={shown} className={paper.sheet}>
            <Slip receipt={receipt} />
          </div>
          {createPortal(
            <div className={styles.printed} aria-hidden="true">
              <Slip receipt={receipt} />
            </div>,
            document.body,
          )}
        </>
      )}
    </Page>
  );
}

/** The receipt of a payment as it stands, to be printed. */
export function PaymentSlipScreen() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/payments/$id/print' });
  const [language, setLanguage] = useState<Language | undefined>();
  const found = useQuery(receiptQuery(id, language));
  return (
    <PrintPage
      found={found}
      pdf={withQuery('/guichet/v1/receipt/pdf', { payment_intent: id, language })}
      above={
        <Link to="/payments/$id" params={{ id }}>
          <Trans>Payment</Trans>
        </Link>
      }
      tools={
        <NativeSelect
          label={t`Language of the receipt`}
          name="receipt-language"
          value={language ?? found.data?.language ?? ''}
          data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          onChange={(event) => setLanguage(event.currentTarget.value as Language)}
        />
      }
    />
  );
}

/** A receipt that was sent, printed again as it was. */
export function SentSlipScreen() {
  const { id } = useParams({ from: '/outbox/$id/print' });
  return (
    <PrintPage
      found={useQuery(sentReceiptQuery(id))}
      pdf={`/guichet/v1/messages/${encodeURIComponent(id)}/pdf`}
      above={
        <Link to="/outbox/$id" params={{ id }}>
          <Trans>Message</Trans>
        </Link>
      }
    />
  );
}
