import type { Jobs } from '../../jobs/index.ts';
import type { MakeId } from '../../platform/ids.ts';
import type { Letterbox } from '../../platform/letterbox.ts';
import { DELIVERY, type DeliveryJob } from './deliverMessage.ts';
import { writeLetter } from './letter.ts';
import { insertMessage } from './messages.store.ts';

export interface PostLetterDeps {
  readonly jobs: Pick<Jobs, 'enqueue' | 'wake'>;
  readonly makeId: MakeId;
  readonly sends: boolean;
}

/** The letterbox of the outbox: what is posted lies beside the receipts. */
export const letterbox = ({ jobs, makeId, sends }: PostLetterDeps): Letterbox => ({
  async post(tx, { tenantId, kind, recipient, letter, actor, now }) {
    const message = {
      id: makeId('msg'),
      kind,
      status: sends ? ('queued' as const) : ('kept' as const),
      recipient,
      language: letter.language,
      ...writeLetter(letter),
      ...{ paymentIntent: null, charge: null, occasion: null, receipt: null },
      created: now,
      createdBy: actor.id,
    };
    await insertMessage(tx, tenantId, message);
    if (sends) await jobs.enqueue(tx, DELIVERY.name, { tenant_id: tenantId, message: message.id } satisfies DeliveryJob);
  },
  wake: () => jobs.wake(DELIVERY.name),
});
