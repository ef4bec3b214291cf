/** What a role may see of payments and customers. */
export interface SightView {
  /** Only the payments that the person took. */
  readonly own_payments: boolean;
  /** E-mail addresses, phone numbers and postal addresses of customers are masked. */
  readonly hides_contacts: boolean;
}

/** How much may be moved at a time and within a day, in minor units of the place's default currency; null: as much as one likes. */
export interface CeilingsView {
  readonly charge: number | null;
  readonly refund: number | null;
  readonly day: number | null;
}
