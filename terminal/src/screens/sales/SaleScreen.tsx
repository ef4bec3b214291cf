import type { SaleView } from '@guichet/contract/saleViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { saleQuery } from '../../api/saleQueries.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { Badge } from '../../components/StatusBadge.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { useMay } from '../../shell/SessionContext.ts';
import { CancelSaleForm } from './CancelSaleForm.tsx';
import { CashForm } from './CashForm.tsx';
import { EqualParts } from './EqualParts.tsx';
import { SaleLines } from './SaleLines.tsx';
import { SalePayments } from './SalePayments.tsx';
import { SALE_STATUS_WORDS, SALE_TONES } from './saleWords.ts';

type Open = 'cash' | 'cancel';

function Actions({ sale, open }: { sale: SaleView; open: (what: Open) => void }) {
  const formats = useFormats();
  const mayRecord = useMay('records.write');
  const mayTake = useMay('payments.write');
  if (sale.status !== 'open') return null;
  const next = formats.amount(sale.next_amount, sale.currency);
  return (
    <>
      {mayRecord && sale.open > 0 ? (
        <Button variant="default" onClick={() => open('cash')}>
          <Trans>Record a part</Trans>
        </Button>
      ) : null}
      {mayTake && sale.open > 0 ? (
        <LinkButton main to="/" search={{ sale: sale.id }}>
          <Trans>Take {next}</Trans>
        </LinkButton>
      ) : null}
      {mayTake ? (
        <Button variant="default" onClick={() => open('cancel')}>
          <Trans>Cancel the sale</Trans>
        </Button>
      ) : null}
    </>
  );
}

/** How a sale stands, what was sold, and by what it was paid. */
export function SaleScreen() {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { id } = useParams({ from: '/sales/$id' });
  const mayTake = useMay('payments.write');
  const found = useQuery(saleQuery(id));
  const [dialog, setDialog] = useState<Open | null>(null);
  const close = () => setDialog(null);
  const titles = { cash: t`Record a part`, cancel: t`Cancel this sale?` };
  const sale = found.data;
  const amount = sale === undefined ? '' : formats.amount(sale.open, sale.currency);
  return (
    <Page
      title={t`Sale`}
      above={
        <BackLink>
          <Link to="/sales">
            <Trans>Sales</Trans>
          </Link>
        </BackLink>
      }
      actions={sale === undefined ? null : <Actions sale={sale} open={setDialog} />}
    >
      {found.isError ? <FailureNotice error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isPending ? (
        <Panel>
          <Skeleton lines={5} />
        </Panel>
      ) : null}
      {sale === undefined ? null : (
        <>
          <p>
            <Badge tone={SALE_TONES[sale.status]}>{i18n._(SALE_STATUS_WORDS[sale.status])}</Badge>{' '}
            {sale.open > 0 ? <Trans>Still open: {amount}.</Trans> : null} {sale.description}
          </p>
          <Panel title={t`What was sold`} flush>
            <SaleLines sale={sale} />
          </Panel>
          {mayTake && sale.status === 'open' && sale.open > 0 ? (
            <Panel title={t`Pay in equal parts`}>
              <EqualParts sale={sale} />
            </Panel>
          ) : null}
          {sale.payments.length === 0 ? null : (
            <Panel title={t`Payments of the sale`} flush>
              <SalePayments sale={sale} />
            </Panel>
          )}
          <Dialog opened={dialog !== null} onClose={close} title={dialog === null ? '' : titles[dialog]} closesOutside={false}>
            {dialog === 'cash' ? <CashForm sale={sale} onClose={close} /> : null}
            {dialog === 'cancel' ? <CancelSaleForm sale={sale} onClose={close} /> : null}
          </Dialog>
        </>
      )}
    </Page>
  );
}
