import { EVENT_TYPES } from '@guichet/contract/eventTypes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSql } from '../harness/testDatabase.ts';
import { problemsIn } from '../harness/verified.ts';
import { closePlace, openPlace, whole } from './place.ts';
import './requests.cases.ts';
import './customers.cases.ts';
import './callers.cases.ts';
import './catalogue.cases.ts';
import './counterFields.cases.ts';
import './counter.cases.ts';
import './sales.cases.ts';
import './paymentMethods.cases.ts';
import './paymentIntents.cases.ts';
import './holds.cases.ts';
import './increments.cases.ts';
import './states.cases.ts';
import './payerActions.cases.ts';
import './publishableKeys.cases.ts';
import './setupIntents.cases.ts';
import './testCards.cases.ts';
import './charges.cases.ts';
import './directCharges.cases.ts';
import './debits.cases.ts';
import './mandateRequests.cases.ts';
import './refunds.cases.ts';
import './approvals.cases.ts';
import './receipts.cases.ts';
import './work.cases.ts';
import './business.cases.ts';
import './paymentRecords.cases.ts';
import './till.cases.ts';
import './reports.cases.ts';
import './balance.cases.ts';
import './payouts.cases.ts';
import './lists.cases.ts';
import './search.cases.ts';
import './expand.cases.ts';
import './idempotency.cases.ts';
import './events.cases.ts';
import './webhookEndpoints.cases.ts';
import './documentation.cases.ts';
import './firstPayment.cases.ts';
import './openApi.cases.ts';
import './retries.cases.ts';
import './examples.cases.ts';

beforeAll(openPlace);
afterAll(closePlace);

it('told of nothing that endpoints cannot ask for', async () => {
  const told = await runSql<{ type: string }>(whole.database.ownerPool, 'SELECT DISTINCT type FROM events');
  expect(told.map(({ type }) => type).filter((type) => !EVENT_TYPES.some((known) => known === type))).toEqual([]);
});

it('left no error in the log', () => {
  expect(whole.errors).toEqual([]);
});

it('left books, payments, events and logs as they must be', async () => {
  expect(await problemsIn(whole)).toEqual([]);
});
