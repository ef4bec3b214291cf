import { EXPORTS, type ExportName, type ReportPeriod } from '@guichet/contract/reportViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { Panel } from '../../components/Page.tsx';
import { DownloadButtons } from './DownloadButtons.tsx';
import styles from './ReportsScreen.module.css';

const WORDS: Readonly<Record<ExportName, MessageDescriptor>> = {
  payments: msg`Payments`,
  records: msg`Cash, cheques and transfers`,
  refunds: msg`Refunds`,
  payouts: msg`Payouts`,
  balance_transactions: msg`Balance transactions`,
  customers: msg`Customers`,
};

/** Rows of a period as a file, however many there are. */
export function ExportsPanel({ period, picker }: { period: ReportPeriod; picker: ReactNode }) {
  const { t, i18n } = useLingui();
  const [what, setWhat] = useState<ExportName>('payments');
  return (
    <>
      <div className={styles.filters}>
        {picker}
        <NativeSelect
          label={t`What`}
          name="what"
          value={what}
          onChange={(event) => setWhat(event.currentTarget.value as ExportName)}
          data={EXPORTS.map((value) => ({ value, label: i18n._(WORDS[value]) }))}
        />
      </div>
      <Panel title={t`Download for a spreadsheet`}>
        <p>
          <Trans>
            One row for each that was made in this period, with times of your place and numbers as your language writes them. Each download
            is noted in the activity log.
          </Trans>
        </p>
        <DownloadButtons path={`/guichet/v1/exports/${what}`} query={{ ...period }} />
      </Panel>
    </>
  );
}
