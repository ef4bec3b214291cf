import { z } from 'zod';
import type { HttpAnswer } from '../port.ts';

const telling = z.object({ livemode: z.boolean() });

/** Objects say their mode; refusals hold one that does. */
export function modeOf({ body }: HttpAnswer): boolean | null {
  const whole = telling.safeParse(body);
  if (whole.success) return whole.data.livemode;
  const within = z.object({ error: z.object({ payment_intent: telling }) }).safeParse(body);
  return within.success ? within.data.error.payment_intent.livemode : null;
}
