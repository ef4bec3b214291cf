import type { Changes, ObjectVersion } from '../../events/index.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { paymentIntentWire } from './paymentIntent.wire.ts';

/** Notes that an intent came to a version, and what listeners are told of it. Of one beneath a charge nobody is told: they hear of the charge. */
export const noteIntent = (changes: Changes, intent: PaymentIntent, livemode: boolean, types: readonly string[]): ObjectVersion =>
  changes.add(paymentIntentWire(intent, livemode), intent.version, intent.direct ? [] : types);
