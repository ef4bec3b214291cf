import { inspect } from 'node:util';

/** Where a debit is drawn on. */
export type AccountNumber =
  | { readonly scheme: 'sepa'; readonly iban: string }
  | { readonly scheme: 'ach'; readonly routingNumber: string; readonly accountNumber: string };

const last4Of = (number: AccountNumber): string => (number.scheme === 'sepa' ? number.iban : number.accountNumber).slice(-4);

let numberOfAccount: (account: AccountData) => AccountNumber;

/** A bank account's number in memory. It lies in a private field, so that no log or error can print it. */
export class AccountData {
  readonly last4: string;
  readonly #number: AccountNumber;

  static {
    numberOfAccount = (account) => account.#number;
  }

  constructor(number: AccountNumber) {
    this.#number = number;
    this.last4 = last4Of(number);
  }

  toJSON(): object {
    return { last4: this.last4 };
  }

  [inspect.custom](): string {
    return `Account ending in ${this.last4}`;
  }
}

/** The number itself; for files of the vault only, which `index.ts` therefore leaves out. */
export const numberOf = (account: AccountData): AccountNumber => numberOfAccount(account);
