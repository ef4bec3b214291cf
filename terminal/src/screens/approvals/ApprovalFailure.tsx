import type { ApprovalView } from '@guichet/contract/approvalViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { failureWords } from '../../api/failureWords.ts';

/** Why what was approved could not be carried out any more. */
export function ApprovalFailure({ failure: { code } }: { failure: NonNullable<ApprovalView['failure']> }) {
  const { i18n } = useLingui();
  if (code === 'forbidden') return <Trans>Who asked for it may not do it any more.</Trans>;
  // Elsewhere the code is said of what is charged.
  if (code === 'amount_too_large') return <Trans>There is not so much left by now.</Trans>;
  const refused = { kind: 'refused', status: 400, code, declineCode: null, param: null, message: '', paymentIntent: null } as const;
  return i18n._(failureWords(refused));
}
