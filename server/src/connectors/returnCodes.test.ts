import { describe, expect, it } from 'vitest';
import { returnMeaning } from './returnCodes.ts';

describe('returnMeaning', () => {
  it.each([
    ['AM04', 'insufficient_funds', false, 2],
    ['AC04', 'account_closed', true, 0],
    ['AC01', 'no_account', true, 0],
    ['MD01', 'debit_not_authorized', true, 0],
    // Wanted back within eight weeks: that is a dispute of one debit, not the end of the agreement.
    ['MD06', 'debit_not_authorized', false, 0],
    ['MS03', 'could_not_process', false, 1],
    ['R01', 'insufficient_funds', false, 2],
    ['R02', 'account_closed', true, 0],
    ['R10', 'debit_not_authorized', true, 0],
    ['R29', 'debit_not_authorized', true, 0],
    ['ZZ99', 'could_not_process', false, 0],
    ['constructor', 'could_not_process', false, 0],
  ] as const)('%s is %s', (reason, failureCode, endsMandate, retries) => {
    expect(returnMeaning(reason)).toMatchObject({ failureCode, endsMandate, retries });
  });
});
