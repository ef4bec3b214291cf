export interface WireEarlyFraudWarning {
  readonly id: string;
  readonly object: 'radar.early_fraud_warning';
  readonly actionable: boolean;
  readonly charge: string;
  readonly created: number;
  readonly fraud_type: string;
  readonly livemode: boolean;
  /** Not there where the charge was made by itself, without an intent. */
  readonly payment_intent?: string;
}
