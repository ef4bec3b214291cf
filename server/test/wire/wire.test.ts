import { afterAll, beforeAll, expect, it } from 'vitest';
import { closePlace, openPlace, whole } from './place.ts';
import './requests.cases.ts';
import './customers.cases.ts';
import './paymentMethods.cases.ts';
import './paymentIntents.cases.ts';
import './paymentIntentStates.cases.ts';
import './testCards.cases.ts';
import './charges.cases.ts';
import './refunds.cases.ts';
import './balance.cases.ts';
import './lists.cases.ts';
import './expand.cases.ts';
import './idempotency.cases.ts';
import './events.cases.ts';
import './documentation.cases.ts';

beforeAll(openPlace);
afterAll(closePlace);

it('left no error in the log', () => {
  expect(whole.errors).toEqual([]);
});
