import type { Channel } from '@guichet/contract/terminal.ts';
import type { EntryMode } from '../../connectors/index.ts';

/** A charge in the payer's absence, and on which agreement it rests; false while they take part. */
export type OffSession = false | 'unscheduled' | 'recurring';

interface EntryFacts {
  readonly moto: boolean;
  readonly channel: Channel;
  readonly offSession: OffSession;
  /** The card is on a customer's file and was not entered for this payment. */
  readonly onFile: boolean;
}

/**
 * How the issuer is told that the card came to us. MOTO says so by channel; a card keyed in person is not MOTO; a card on file is either
 * used by its holder or, off session, by the merchant.
 */
export function entryModeOf({ moto, channel, offSession, onFile }: EntryFacts): EntryMode {
  if (moto) {
    if (channel === 'phone') return 'moto_phone';
    return channel === 'api' ? 'moto' : 'moto_mail';
  }
  if (offSession) return offSession === 'recurring' ? 'mit_recurring' : 'mit_unscheduled';
  if (channel === 'in_person') return 'keyed_in_person';
  return onFile ? 'saved_cit' : 'ecommerce';
}
