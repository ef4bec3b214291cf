import { EVIDENCE_FILES, EVIDENCE_TEXTS, type WireDispute } from '@guichet/contract/wire/dispute.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { disputeQuery } from '../../api/queries.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { CopyText } from '../../components/CopyText.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { When } from '../../components/When.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { useMay } from '../../shell/SessionContext.ts';
import { DisputeBadge } from './DisputeBadge.tsx';
import { DISPUTE_REASONS, FIELD_WORDS } from './disputeWords.ts';
import styles from './EvidenceForm.module.css';
import { EvidenceForm } from './EvidenceForm.tsx';

function Facts({ dispute }: { dispute: WireDispute }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const reason = DISPUTE_REASONS[dispute.reason];
  const { due_by: dueBy } = dispute.evidence_details;
  return (
    <Panel>
      <dl className={styles.facts}>
        <div>
          <dt>{formats.amount(dispute.amount, dispute.currency)}</dt>
          <dd>
            <DisputeBadge status={dispute.status} />
          </dd>
        </div>
        <div>
          <dt>
            <Trans>Reason</Trans>
          </dt>
          <dd>
            {reason === undefined ? dispute.reason : i18n._(reason)}
            {dispute.network_reason_code === null ? null : ` (${dispute.network_reason_code})`}
          </dd>
        </div>
        {dueBy === null ? null : (
          <div>
            <dt>
              <Trans>Answer by</Trans>
            </dt>
            <dd>
              <When at={dueBy} exact />
            </dd>
          </div>
        )}
        {dispute.balance_transactions.map((movement) => (
          <div key={movement.id}>
            <dt>{movement.amount < 0 ? <Trans>Taken back, with the fee</Trans> : <Trans>Returned</Trans>}</dt>
            <dd className="num">{formats.amount(movement.net, movement.currency)}</dd>
          </div>
        ))}
        {dispute.payment_intent === null ? null : (
          <div>
            <dt>
              <Trans>Payment</Trans>
            </dt>
            <dd>
              <Link to="/payments/$id" params={{ id: dispute.payment_intent }}>
                {dispute.payment_intent}
              </Link>
            </dd>
          </div>
        )}
        <div>
          <dt>
            <Trans>Dispute</Trans>
          </dt>
          <dd>
            <CopyText text={dispute.id} label={t`Dispute`} />
          </dd>
        </div>
      </dl>
    </Panel>
  );
}

/** What was handed in, to be read. */
function Submitted({ dispute }: { dispute: WireDispute }) {
  const { t, i18n } = useLingui();
  const given = [...EVIDENCE_TEXTS, ...EVIDENCE_FILES].filter((field) => dispute.evidence[field] !== null);
  if (given.length === 0) return null;
  return (
    <Panel title={t`The answer`}>
      <dl className={styles.facts}>
        {given.map((field) => (
          <div key={field}>
            <dt>{i18n._(FIELD_WORDS[field])}</dt>
            <dd>{dispute.evidence[field]}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

export function DisputeScreen() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/disputes/$id' });
  const mayWrite = useMay('disputes.write');
  const dispute = useQuery(disputeQuery(id));
  const isOpen = dispute.data?.status === 'needs_response' || dispute.data?.status === 'warning_needs_response';
  return (
    <Page
      title={t`Dispute`}
      guide="dispute"
      above={
        <BackLink>
          <Link to="/disputes">
            <Trans>Disputes</Trans>
          </Link>
        </BackLink>
      }
    >
      {dispute.isError ? <FailureNotice error={dispute.error} retry={() => void dispute.refetch()} /> : null}
      {dispute.isPending ? (
        <Panel>
          <Skeleton lines={8} />
        </Panel>
      ) : null}
      {dispute.data === undefined ? null : (
        <>
          <Facts dispute={dispute.data} />
          {isOpen && mayWrite ? (
            <Panel title={t`Your answer`}>
              <EvidenceForm dispute={dispute.data} />
            </Panel>
          ) : (
            <Submitted dispute={dispute.data} />
          )}
        </>
      )}
    </Page>
  );
}
