import type { TransferAccount } from '@guichet/contract/counterViews.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { ibanOf } from '@guichet/contract/ibans.ts';
import { beforeAfter } from '../../platform/beforeAfter.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { pageOrigin } from '../card_fields/index.ts';
import { type CounterTerms, readCounterTerms, writeCounterTerms } from './counterTerms.store.ts';

/** What a request says; what it leaves out stays. */
export interface CounterTermsChange {
  readonly mask_cards?: boolean | undefined;
  readonly recording_origins?: readonly string[] | undefined;
  readonly transfer_account?:
    | { readonly holder: string; readonly iban: string; readonly bic?: string | null | undefined }
    | null
    | undefined;
}

/** A bank's code of ISO 9362: bank, country, place, and a branch where it has one. */
const BIC = /^[A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?$/;

function checkedAccount({ holder, iban, bic }: NonNullable<CounterTermsChange['transfer_account']>): TransferAccount {
  const read = ibanOf(iban);
  if (read === null) throw new ApiError('account_number_invalid', { param: 'transfer_account[iban]' });
  const code = bic?.replace(/\s/g, '').toUpperCase() ?? null;
  if (code !== null && !BIC.test(code)) {
    throw new ApiError('parameter_invalid', {
      param: 'transfer_account[bic]',
      message: 'A BIC is eight or eleven letters and digits, such as DEUTDEFF.',
    });
  }
  return { holder, iban: read, bic: code };
}

function checkedOrigin(text: string, at: number): string {
  const origin = pageOrigin(text);
  if (origin !== null) return origin;
  throw new ApiError('url_invalid', {
    param: `recording_origins[${at}]`,
    message:
      'An origin is https:// with a host, and a port where it has one, such as https://calls.example. Plain HTTP is for localhost only.',
  });
}

/** What the activity log tells of them; the account is the place's own, and stands on its invoices. */
const termsDetails = ({ maskCards, recordingOrigins, transferAccount }: CounterTerms) => ({
  mask_cards: maskCards,
  recording_origins: [...recordingOrigins],
  transfer_holder: transferAccount?.holder ?? null,
  transfer_iban: transferAccount?.iban ?? null,
  transfer_bic: transferAccount?.bic ?? null,
});

/** Changes what is given of a place's decisions about its counter. */
export async function changeCounterTerms(
  tx: Transaction,
  parts: Pick<UseCaseParts, 'recordActivity'>,
  context: RequestContext,
  change: CounterTermsChange,
): Promise<CounterTerms> {
  const { tenantId, account } = context.caller;
  const before = await readCounterTerms(tx, tenantId);
  const origins = change.recording_origins;
  const given = change.transfer_account;
  const terms: CounterTerms = {
    maskCards: change.mask_cards ?? before.maskCards,
    recordingOrigins: origins === undefined ? before.recordingOrigins : [...new Set(origins.map(checkedOrigin))],
    transferAccount: given === undefined ? before.transferAccount : given && checkedAccount(given),
  };
  await writeCounterTerms(tx, tenantId, terms, context.now);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'counter.update',
    target: account,
    details: beforeAfter(termsDetails(before), termsDetails(terms)) ?? {},
  });
  return terms;
}
