/** Shapes that several wire resources share. Times are unix seconds, amounts integers in the currency's minor unit. */
export type Metadata = Readonly<Record<string, string>>;

export interface WireAddress {
  readonly city: string | null;
  readonly country: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly postal_code: string | null;
  readonly state: string | null;
}

export interface WireBillingDetails {
  readonly address: WireAddress;
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly tax_id: string | null;
}

export interface WireShipping {
  readonly address: WireAddress;
  readonly carrier: string | null;
  readonly name: string;
  readonly phone: string | null;
  readonly tracking_number: string | null;
}

/** `pass`, `fail`, `unavailable` (the issuer cannot say), `unchecked` (nobody asked); null where there was nothing to check. */
export type CheckResult = 'pass' | 'fail' | 'unavailable' | 'unchecked';

export interface WireChecks {
  readonly address_line1_check: CheckResult | null;
  readonly address_postal_code_check: CheckResult | null;
  readonly cvc_check: CheckResult | null;
}

export interface WireList<T> {
  readonly object: 'list';
  readonly url: string;
  readonly has_more: boolean;
  readonly data: readonly T[];
}

export interface WireDeleted<O extends string> {
  readonly id: string;
  readonly object: O;
  readonly deleted: true;
}
