/** What somebody sees who does not see everything. */
export interface Sight {
  /** Only the payments that they took themselves. */
  readonly ownPayments: boolean;
  /** Customers' addresses and numbers are masked. */
  readonly hidesContacts: boolean;
}

/** How much somebody may move, in minor units of the place's default currency; null: no ceiling. */
export interface Ceilings {
  readonly charge: bigint | null;
  readonly refund: bigint | null;
  readonly day: bigint | null;
}
