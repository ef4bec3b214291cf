import { unixSeconds } from '@guichet/contract/time.ts';
import type { WireEarlyFraudWarning } from '@guichet/contract/wire/earlyFraudWarning.ts';
import type { FraudWarning } from './fraudWarning.ts';

export const fraudWarningWire = (warning: FraudWarning, livemode: boolean): WireEarlyFraudWarning => ({
  id: warning.id,
  object: 'radar.early_fraud_warning',
  actionable: warning.actionable,
  charge: warning.chargeId,
  created: unixSeconds(warning.created),
  fraud_type: warning.fraudType,
  livemode,
  ...(warning.direct ? {} : { payment_intent: warning.paymentIntentId }),
});
