import { join } from 'node:path';
import type { Config } from '../config.ts';
import { openAccount, openProvider } from '../connectors/index.ts';
import { CONNECTORS } from '../connectors/registry.ts';
import { createJobs } from '../jobs/index.ts';
import { createActivity } from '../modules/activity/index.ts';
import { Attempts } from '../modules/attempts/index.ts';
import { CardTesting, noteSlowDown } from '../modules/card_testing/index.ts';
import { acceptanceHandler, evidenceHandler } from '../modules/disputes/index.ts';
import { mandateLinks } from '../modules/mandate_requests/index.ts';
import { requireAnswers } from '../modules/own_fields/index.ts';
import { receiptFacts } from '../modules/payment_views/index.ts';
import {
  type Admit,
  authorisationHandler,
  captureHandler,
  debitHandler,
  incrementHandler,
  type PaymentParts,
  voidHandler,
} from '../modules/payments/index.ts';
import { derivedKey, linksOfInvitations } from '../modules/people/index.ts';
import { Providers } from '../modules/provider_accounts/index.ts';
import { createSmtpMailer, tellPayer } from '../modules/receipts/index.ts';
import { cancelRefundHandler, refundHandler } from '../modules/refunds/index.ts';
import { admitToSale } from '../modules/sales/index.ts';
import { verificationHandler } from '../modules/setup_intents/index.ts';
import type { RecordActivity } from '../platform/activity.ts';
import { systemClock } from '../platform/clock.ts';
import { type HttpClient, openHttpClient } from '../platform/httpClient.ts';
import { idMaker } from '../platform/ids.ts';
import { openProviderHttp } from '../platform/providerHttp.ts';
import { systemRandom } from '../platform/random.ts';
import { StartError } from '../platform/startError.ts';
import type { Database } from '../platform/transaction.ts';
import { assertKeysFit, openKeyFile } from '../vault/index.ts';
import { crashAt } from './crashAt.ts';
import { sandboxAccount } from './sandboxAccount.ts';
import type { StartOptions } from './startOptions.ts';

type EngineOptions = Pick<StartOptions, 'config' | 'bank' | 'log'> & {
  readonly database: Database;
  readonly baseUrl: () => string;
  /** What stands between the engine and the clients that it asks providers with. */
  readonly guard: (client: HttpClient) => HttpClient;
};

function openMailer({ smtpUrl, from }: Config['mail']) {
  if (smtpUrl === undefined) return null;
  if (from === undefined)
    throw new StartError('SMTP_URL is set but MAIL_FROM is not: set MAIL_FROM to the address that receipts come from.');
  return createSmtpMailer({ url: smtpUrl, from });
}

/**
 * What asks providers and applies what they answer, with everything beneath it: of the server, and of commands that find out what became of an
 * attempt. `baseUrl` is where payers reach us, known once the doors are open.
 */
export async function assembleEngine({ config, database, bank, log, baseUrl, guard }: EngineOptions) {
  const clock = systemClock;
  const random = systemRandom;
  const makeId = idMaker(clock, random);
  const keysDir = join(config.dataDir, 'keys');
  const http = guard(openHttpClient());
  const vault = { sql: database, keys: openKeyFile(join(keysDir, 'vault.key'), random), random, clock };
  await assertKeysFit(vault);

  const activity = createActivity({ db: database, clock, random, makeId, keysDir });
  const recordActivity: RecordActivity = (tx, { tenantId, now, actor, ip }, { action, target, details, personal }) =>
    activity.record(tx, { tenantId, at: now, actor, action, target, ip, ...(details && { details }), ...(personal && { personal }) });
  const jobs = createJobs({ database, log });
  const mailer = openMailer(config.mail);
  const invitations = linksOfInvitations(keysDir, random);
  const linksOfMandates = mandateLinks(derivedKey(keysDir, random, 'mandates'));
  const fillIn = (text: string): string => linksOfMandates.fillIn(invitations.fillIn(text));
  const receipts = {
    ...{ database, jobs, clock, makeId, mailer, log, receiptFacts, recordActivity: activity.record, sends: mailer !== null },
    fillIn,
  };

  const provider = openProvider(sandboxAccount(bank), { http, vault, log, deadlineMs: config.bank.deadlineMs });
  const outside = openProviderHttp(config.providerPrivateHosts);
  const shellOf = (livemode: boolean) => ({
    http: guard(outside.client(livemode)),
    vault,
    log,
    deadlineMs: config.bank.deadlineMs,
  });
  const providers: Providers = new Providers({
    ...{ database, connectors: CONNECTORS, sandbox: provider },
    open: (access) =>
      openAccount(access, { ...shellOf(access.livemode), heard: (answers) => providers.heard(access.place.id, answers, clock.now()) }),
  });
  const attempts = new Attempts({
    database,
    clock,
    log,
    provider: (route, sql) => providers.provider(route, sql),
    reach: crashAt(config.crashPoint),
  });
  const admit: Admit = async (tx, context, taking) => {
    if (taking.goesOn !== true) await requireAnswers(tx, context, taking.metadata);
    await admitToSale(tx, context, taking);
  };
  const parts: PaymentParts = {
    database,
    makeId,
    random,
    vault,
    attempts,
    recordActivity,
    providerDeadlineMs: config.bank.deadlineMs,
    baseUrl,
    tellPayer: tellPayer(receipts),
    routing: providers,
    providers,
    admit,
    cardTesting: new CardTesting({ clock, tell: noteSlowDown({ database, recordActivity, log }) }),
  };
  attempts.handle('authorise', authorisationHandler(parts));
  attempts.handle('debit', debitHandler(parts));
  attempts.handle('capture', captureHandler(parts));
  attempts.handle('increment', incrementHandler(parts));
  attempts.handle('void', voidHandler(parts));
  attempts.handle('refund', refundHandler(parts));
  attempts.handle('verify', verificationHandler(parts));
  attempts.handle('cancel_refund', cancelRefundHandler(parts));
  attempts.handle('submit_evidence', evidenceHandler(parts));
  attempts.handle('accept_dispute', acceptanceHandler(parts));
  const close = async (): Promise<void> => {
    await http.close();
    await outside.close();
  };
  const made = { linksOfMandates, admit, clock, random, makeId, keysDir, vault, activity, recordActivity, jobs, mailer, receipts };
  return { ...made, provider, outside, shellOf, providers, attempts, parts, close };
}

export type Engine = Awaited<ReturnType<typeof assembleEngine>>;
