import { APPROVAL_KINDS, type ApprovalKind, type ApprovalLimitsView } from '@guichet/contract/approvalViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { approvalLimitsQuery } from '../../api/approvalQueries.ts';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { typedWhole } from '../payments/partOf.ts';
import { readCeiling } from '../team/roleDraft.ts';
import styles from './Approvals.module.css';

type Texts = Readonly<Record<ApprovalKind, string>>;

function LimitsForm({ limits }: { limits: ApprovalLimitsView }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const { currency } = limits;
  const textOf = (minor: number | null): string => (minor === null ? '' : typedWhole(minor, currency, i18n.locale));
  const [texts, setTexts] = useState<Texts>(() => ({
    refund: textOf(limits.refund),
    payout: textOf(limits.payout),
    record: textOf(limits.record),
  }));
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: async (change: object) => orThrow(await postJson<ApprovalLimitsView>('/guichet/v1/approval_limits', change)),
    onSuccess: (saved) => client.setQueryData(approvalLimitsQuery.queryKey, saved),
  });
  const code = currency.toUpperCase();
  const labels: Texts = {
    refund: t`Refunds of one payment above (${code})`,
    payout: t`A payout above (${code})`,
    record: t`A record of cash above (${code})`,
  };
  const read = {
    refund: readCeiling(texts.refund, currency),
    payout: readCeiling(texts.payout, currency),
    record: readCeiling(texts.record, currency),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const wrong = APPROVAL_KINDS.find((kind) => read[kind] === undefined);
    if (wrong !== undefined) return document.getElementById(`limit-${wrong}`)?.focus();
    if (!save.isPending) save.mutate(read);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate autoComplete="off">
      <p className="muted">
        <Trans>What is above a limit waits until another person has approved it, whoever asks. Leave a field empty for no limit.</Trans>
      </p>
      {limits.approvers.length < 2 ? (
        <Notice tone="warn">
          <Trans>
            Only one person here may approve, and nobody approves what they asked for themselves. Invite somebody else before you set a
            limit.
          </Trans>
        </Notice>
      ) : null}
      {APPROVAL_KINDS.map((kind) => (
        <TextInput
          key={kind}
          id={`limit-${kind}`}
          label={labels[kind]}
          name={`limit-${kind}`}
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          value={texts[kind]}
          error={tried && read[kind] === undefined ? t`Enter an amount, or leave it empty.` : null}
          onChange={(event) => {
            setTexts({ ...texts, [kind]: event.currentTarget.value });
            save.reset();
          }}
        />
      ))}
      {save.isError ? <FailureNotice error={save.error} /> : null}
      {save.isSuccess ? (
        <Notice tone="good" role="status">
          <Trans>Saved.</Trans>
        </Notice>
      ) : null}
      <Button type="submit" loading={save.isPending}>
        <Trans>Save the limits</Trans>
      </Button>
    </form>
  );
}

/** From which amounts on another person must agree. */
export function LimitsPanel() {
  const { t } = useLingui();
  const limits = useQuery(approvalLimitsQuery);
  return (
    <Panel title={t`Limits`}>
      {limits.isError ? <FailureNotice error={limits.error} retry={() => void limits.refetch()} /> : null}
      {limits.isPending ? <Skeleton lines={4} /> : null}
      {limits.data === undefined ? null : <LimitsForm limits={limits.data} />}
    </Panel>
  );
}
