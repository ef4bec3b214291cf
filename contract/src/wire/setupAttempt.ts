import type { WireThreeDSecure } from './charge.ts';
import type { WireChecks } from './common.ts';
import type { WireSetupError } from './setupIntent.ts';

export interface WireSetupAttempt {
  readonly id: string;
  readonly object: 'setup_attempt';
  readonly application: null;
  readonly attach_to_self: boolean;
  readonly created: number;
  readonly customer: string | null;
  readonly customer_account: null;
  readonly flow_directions: null;
  readonly livemode: boolean;
  readonly on_behalf_of: null;
  readonly payment_method: string;
  readonly payment_method_details: {
    readonly type: 'card';
    readonly card: {
      readonly brand: string | null;
      readonly checks: WireChecks | null;
      readonly country: string | null;
      readonly exp_month: number | null;
      readonly exp_year: number | null;
      readonly fingerprint: string | null;
      readonly funding: string | null;
      readonly last4: string | null;
      readonly moto: boolean;
      readonly network: string | null;
      readonly three_d_secure: Omit<WireThreeDSecure, 'exemption_indicator'> | null;
      readonly wallet: null;
    };
  };
  readonly setup_error: WireSetupError | null;
  readonly setup_intent: string;
  readonly status: string;
  readonly usage: string;
}
