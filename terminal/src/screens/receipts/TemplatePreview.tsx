import type { ReceiptPreview, ReceiptTemplateContent } from '@guichet/contract/businessViews.ts';
import type { Language } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { withNonce } from '../../browser/styleNonce.ts';
import { Choices } from '../../components/Choices.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import styles from './ReceiptTemplateScreen.module.css';
import paper from './Slip.module.css';
import { Slip } from './Slip.tsx';

/** So that the preview follows who types without a request for each letter. */
const REST_MS = 400;

/** A receipt of an invented payment, as it would be with what stands in the form. */
export function TemplatePreview({ content, language }: { content: ReceiptTemplateContent; language: Language }) {
  const { t } = useLingui();
  const [form, setForm] = useState<'mail' | 'slip'>('mail');
  const [about, setAbout] = useState<'payment' | 'refund'>('payment');
  const [asked] = useDebouncedValue({ ...content, language, refund: about === 'refund' }, REST_MS);
  const preview = useQuery({
    queryKey: ['receipt-template', 'preview', asked],
    queryFn: async ({ signal }) => orThrow(await postJson<ReceiptPreview>('/guichet/v1/receipt_template/preview', asked, { signal })),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title={t`Preview`}>
      <div className={styles.preview}>
        <Choices
          name="preview-form"
          legend={<Trans>Show as</Trans>}
          value={form}
          onChange={setForm}
          choices={[
            { value: 'mail', words: <Trans>E-mail</Trans> },
            { value: 'slip', words: <Trans>80 mm slip</Trans> },
          ]}
        />
        <Choices
          name="preview-about"
          legend={<Trans>About</Trans>}
          value={about}
          onChange={setAbout}
          choices={[
            { value: 'payment', words: <Trans>A payment</Trans> },
            { value: 'refund', words: <Trans>A refund</Trans> },
          ]}
        />
        {preview.isError ? <FailureNotice error={preview.error} retry={() => void preview.refetch()} /> : null}
        {preview.isPending ? <Skeleton lines={10} /> : null}
        {preview.data === undefined ? null : form === 'mail' ? (
          <iframe className={styles.mail} title={t`Preview of the e-mail`} srcDoc={withNonce(preview.data.html)} sandbox="" />
        ) : (
          <div className={paper.sheet}>
            <Slip receipt={preview.data.receipt} />
          </div>
        )}
      </div>
    </Panel>
  );
}
