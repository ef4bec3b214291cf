import { createHmac } from 'node:crypto';
import { isId } from '@guichet/contract/ids.ts';
import { sameSecret } from '../../platform/random.ts';

/** A request at one of the times that it was sent. */
interface Sent {
  readonly tenantId: number;
  readonly id: string;
  readonly serial: number;
}

export interface MandateLinks {
  /** The link as it is stored: what opens it is left out. */
  stored(base: string, sent: Sent): string;
  /** The link as it is sent. */
  whole(base: string, sent: Sent): string;
  /** Puts into a stored text what was left out of it. */
  fillIn(text: string): string;
  /** What a token stands for; null where it is none of ours. Whether it is still good says the request. */
  read(token: string): Sent | null;
}

/** Stands in the stored text where the secret goes; nobody types it by chance. */
const LEFT_OUT = '••••••••';
const STORED = /(\d{1,9})\.(mreq_[0-9A-Za-z]{1,60})\.(\d{1,9})\.•{8}/g;
const TOKEN = /^(\d{1,9})\.(mreq_[0-9A-Za-z]{1,60})\.(\d{1,9})\.([0-9A-Za-z_-]{43})$/;

/**
 * Links by which payers allow debits. As those of invitations they are stored nowhere: neither a copy of the database nor the outbox page
 * lets anybody agree in a payer's place. The tenant stands in the link, so that the request is found where its tenant's rows lie.
 */
export function mandateLinks(key: Buffer): MandateLinks {
  const macOf = ({ tenantId, id, serial }: Sent): string =>
    createHmac('sha256', key).update(`${tenantId}.${id}.${serial}`).digest('base64url');
  const link = (base: string, { tenantId, id, serial }: Sent, secret: string): string =>
    `${base}/agree#${tenantId}.${id}.${serial}.${secret}`;
  const sentOf = (tenant: string, id: string, serial: string): Sent => ({ tenantId: Number(tenant), id, serial: Number(serial) });
  return {
    stored: (base, sent) => link(base, sent, LEFT_OUT),
    whole: (base, sent) => link(base, sent, macOf(sent)),
    fillIn: (text) =>
      text.replaceAll(
        STORED,
        (_all, tenant: string, id: string, serial: string) => `${tenant}.${id}.${serial}.${macOf(sentOf(tenant, id, serial))}`,
      ),
    read(token) {
      const [, tenant = '', id = '', serial = '', mac = ''] = TOKEN.exec(token) ?? [];
      if (!isId('mreq', id)) return null;
      const sent = sentOf(tenant, id, serial);
      return sameSecret(mac, macOf(sent)) ? sent : null;
    },
  };
}
