import { ApiError } from '@guichet/contract/errors.ts';
import type { Connector } from '../../connectors/index.ts';
import type { Probe } from './cardFields.ts';
import type { StoredProviderAccount } from './providerAccount.ts';
import type { AccountUse } from './providerAccounts.store.ts';

// What follows on a payment goes to the account that took it. So an account stays the one that it is at the provider once payments have gone
// through it: another one would be asked for captures and refunds of money that it never had.

const invalid = (param: string, message: string): ApiError => new ApiError('parameter_invalid', { param, message });
const INSTEAD = 'add a new account and switch this one off.';

/** Refuses another address once anything has gone through the account. */
export function assertAddressKept({ isNamed }: AccountUse, before: StoredProviderAccount, baseUrl: string | null): void {
  if (isNamed && baseUrl !== before.baseUrl)
    throw invalid('base_url', `Payments have gone through this account, and what follows on them goes to its address: ${INSTEAD}`);
}

/** Asks the provider whether a new secret opens the account that took the last payment; answers that payment, or null where there is none. */
export async function proveSameAccount(
  probe: Probe,
  connector: Connector,
  { baseUrl, livemode }: StoredProviderAccount,
  secret: string,
  { lastPayment }: AccountUse,
): Promise<string | null> {
  if (lastPayment === null || baseUrl === null) return null;
  const said = await probe(connector, baseUrl, livemode, secret).holds(lastPayment);
  if (said.answer === 'works') return lastPayment;
  if (said.answer === 'wrong')
    throw invalid(
      'secret',
      `This key does not open the account that took the payments so far (${said.reason}). For another account ${INSTEAD}`,
    );
  throw invalid(
    'secret',
    `The provider could not be asked whether this key opens the same account (${said.reason}). Try again later, or ${INSTEAD}`,
  );
}

/** The same where the change is made: payments may have come since the provider was asked. */
export function assertProven({ lastPayment, isOpen }: AccountUse, proven: string | null): void {
  if (proven !== null) return;
  if (lastPayment !== null) throw invalid('secret', 'A payment has just gone through this account. Try again.');
  if (isOpen) throw invalid('secret', `What became of a payment through this account is not known yet. Wait until it is, or ${INSTEAD}`);
}
