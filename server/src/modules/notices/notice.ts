/** What a provider told of one of our operations without having been asked, as it was taken over. */
export interface Notice {
  readonly tenantId: number;
  readonly provider: string;
  /** The provider's own number, in the order in which things became true. */
  readonly sequence: bigint;
  /** `debit.settled`, `authorisation.expired`: what `docs/connectors/sandbox.md` lists for the sandbox bank. */
  readonly kind: string;
  /** Our reference of the operation: the id of an attempt. */
  readonly reference: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** When it became true, by the provider's clock. */
  readonly at: Date;
  readonly tries: number;
}
