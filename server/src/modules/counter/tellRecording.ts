import type { RecordingView } from '@guichet/contract/counterViews.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import { Changes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { MakeId } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { changeOrigin } from '../../platform/useCase.ts';
import type { RecordingPace } from './recordingPace.ts';

export interface RecordingParts {
  readonly makeId: MakeId;
  readonly pace: RecordingPace;
}

/** Tells whoever listens that the recording of a call must pause, or may go on. Nothing is kept of it but the event. */
export async function tellRecording(
  tx: Transaction,
  parts: RecordingParts,
  context: RequestContext,
  { state, session }: { readonly state: RecordingView['state']; readonly session: string },
): Promise<RecordingView> {
  const { tenantId, actor, livemode } = context.caller;
  if (!parts.pace.mayTell(`${tenantId} ${actor.id}`, context.now)) {
    throw new ApiError('rate_limit', { message: 'This page tells of recordings too often. Nothing was told this time.' });
  }
  const view: RecordingView = {
    id: parts.makeId('rec'),
    object: 'guichet.recording',
    state,
    person: { id: actor.id, name: actor.name },
    session,
    at: unixSeconds(context.now),
    livemode,
  };
  const changes = new Changes(changeOrigin(context), parts.makeId);
  changes.add(view, 1, [`guichet.recording.${state}`]);
  await changes.store(tx);
  return view;
}
