import type { WireBankAccount } from '@guichet/contract/wire/payout.ts';
import type { BankAccount } from './bankAccount.ts';

export function bankAccountWire(account: BankAccount, owner: string): WireBankAccount {
  return {
    id: account.id,
    object: 'bank_account',
    account: owner,
    account_holder_name: account.holderName,
    account_holder_type: 'company',
    account_type: null,
    available_payout_methods: ['standard'],
    bank_name: null,
    country: account.country,
    currency: account.currency,
    default_for_currency: account.defaultForCurrency,
    fingerprint: account.fingerprint,
    last4: account.last4,
    metadata: {},
    routing_number: account.routingNumber,
    status: 'new',
  };
}
