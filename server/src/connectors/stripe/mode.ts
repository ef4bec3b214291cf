import { z } from 'zod';
import type { HttpAnswer } from '../port.ts';

const telling = z.object({ livemode: z.boolean() });

/** Objects say their mode; refusals and lists hold one that does. */
export function modeOf({ body }: HttpAnswer): boolean | null {
  const whole = telling.safeParse(body);
  if (whole.success) return whole.data.livemode;
  const within = z.object({ error: z.object({ payment_intent: telling }) }).safeParse(body);
  if (within.success) return within.data.error.payment_intent.livemode;
  return z.object({ data: z.tuple([telling], z.unknown()) }).safeParse(body).data?.data[0].livemode ?? null;
}
