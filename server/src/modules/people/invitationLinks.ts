import { createHmac } from 'node:crypto';
import { isId } from '@guichet/contract/ids.ts';
import { sameSecret } from '../../platform/random.ts';

/** An invitation at one of the times that it was sent. */
interface Sent {
  readonly id: string;
  readonly serial: number;
}

export interface InvitationLinks {
  /** The link as it is stored: what opens it is left out. */
  stored(base: string, sent: Sent): string;
  /** The link as it is sent. */
  whole(base: string, sent: Sent): string;
  /** Puts into a stored text what was left out of it. */
  fillIn(text: string): string;
  /** What a token stands for; null where it is none of ours. Whether it is still good says the invitation. */
  read(token: string): Sent | null;
}

/** Stands in the stored text where the secret goes; nobody types it by chance. */
const LEFT_OUT = '••••••••';
const STORED = /(invt_[0-9A-Za-z]{1,60})\.(\d{1,9})\.•{8}/g;
const TOKEN = /^(invt_[0-9A-Za-z]{1,60})\.(\d{1,9})\.([0-9A-Za-z_-]{43})$/;

/**
 * Links that are stored nowhere: what opens the door is a MAC over the invitation and how often it was sent, made when the mail goes out.
 * So neither a copy of the database nor the outbox page, which cashiers may read, lets anybody in. It stands behind the `#`, which
 * browsers keep to themselves.
 */
export function invitationLinks(key: Buffer): InvitationLinks {
  const macOf = ({ id, serial }: Sent): string => createHmac('sha256', key).update(`${id}.${serial}`).digest('base64url');
  const link = (base: string, { id, serial }: Sent, secret: string): string => `${base}/join#${id}.${serial}.${secret}`;
  return {
    stored: (base, sent) => link(base, sent, LEFT_OUT),
    whole: (base, sent) => link(base, sent, macOf(sent)),
    fillIn: (text) =>
      text.replaceAll(STORED, (_all, id: string, serial: string) => `${id}.${serial}.${macOf({ id, serial: Number(serial) })}`),
    read(token) {
      const [, id = '', serial = '', mac = ''] = TOKEN.exec(token) ?? [];
      if (!isId('invt', id)) return null;
      const sent = { id, serial: Number(serial) };
      return sameSecret(mac, macOf(sent)) ? sent : null;
    },
  };
}
