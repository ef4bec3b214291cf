import { knownAttempts } from '../modules/attempts/index.ts';
import { Authentications } from '../modules/authentications/index.ts';
import {
  debitReturnedHandler,
  disputeClosedHandler,
  disputeEscalatedHandler,
  disputeOpenedHandler,
  disputeSubmittedHandler,
} from '../modules/disputes/index.ts';
import { fraudWarningHandler } from '../modules/fraud_warnings/index.ts';
import { AccountNotices, Notices } from '../modules/notices/index.ts';
import {
  debitFailedHandler,
  debitReturnedMandateHandler,
  debitSettledHandler,
  expiryHandler,
  paymentSubject,
} from '../modules/payments/index.ts';
import { PAYOUT_NOTICES, payoutNoticeHandler } from '../modules/payouts/index.ts';
import { refundFailedHandler, refundSucceededHandler } from '../modules/refunds/index.ts';
import { setupSubject } from '../modules/setup_intents/index.ts';
import type { Logger } from '../platform/log.ts';
import type { Database } from '../platform/transaction.ts';
import type { Engine } from './assembleEngine.ts';

type ListenParts = Pick<Engine, 'clock' | 'provider' | 'providers' | 'parts'> & { readonly database: Database; readonly log: Logger };

/** What providers and issuers tell of themselves, and who does something about it. */
export function listenToProviders({ database, clock, log, provider, providers, parts }: ListenParts) {
  const notices = new Notices({ database, clock, log, providers: () => [{ provider, livemode: false }] });
  const accountNotices = new AccountNotices({
    ...{ database, clock, log, sources: () => providers.noticeSources() },
    ours: ({ tenantId, name }, references) => knownAttempts(database, { tenantId, connector: name }, references),
  });
  notices.handle('authorisation.expired', expiryHandler(parts));
  for (const kind of PAYOUT_NOTICES) notices.handle(kind, payoutNoticeHandler(parts, kind));
  notices.handle('debit.failed', debitFailedHandler(parts));
  notices.handle('debit.settled', debitSettledHandler(parts));
  notices.handle('debit.returned', debitReturnedMandateHandler(parts));
  const authentications = new Authentications({ database, clock, log, provider: () => provider });
  authentications.handle('payment_intent', paymentSubject(parts, clock));
  authentications.handle('setup_intent', setupSubject(parts, clock));
  notices.handle('authentication.completed', authentications.noticed);
  notices.handle('refund.succeeded', refundSucceededHandler(parts));
  notices.handle('refund.failed', refundFailedHandler(parts));

  notices.handle('dispute.opened', disputeOpenedHandler(parts));
  notices.handle('dispute.escalated', disputeEscalatedHandler(parts));
  notices.handle('dispute.submitted', disputeSubmittedHandler(parts));
  notices.handle('dispute.closed', disputeClosedHandler(parts));
  notices.handle('debit.returned', debitReturnedHandler(parts));
  notices.handle('fraud.warning', fraudWarningHandler(parts));
  return { notices, accountNotices, authentications };
}

export type Listening = ReturnType<typeof listenToProviders>;
