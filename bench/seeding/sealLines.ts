import { insertFirstHead, insertLink, lockHead, moveHead, readSealable } from '../../server/src/modules/activity/activity.store.ts';
import { firstHead, type Head, headMac, lineDigest, linkMac } from '../../server/src/modules/activity/activityDigests.ts';
import { readOrMakeKey } from '../../server/src/platform/keyFile.ts';
import { systemRandom } from '../../server/src/platform/random.ts';
import { type Database, type Transaction, withTransaction } from '../../server/src/platform/transaction.ts';
import { timeOf } from './ownIds.ts';

const LINES_PER_LINK = 1000;
const LINKS_PER_TRANSACTION = 20;
const ID_BYTES = 'alog_'.length + 24;
const SEALED_AFTER_MS = 4_000;

/** Ids of lines of the activity log, kept closely: there may be millions. */
export class LineIds {
  readonly #pieces: Buffer[] = [];
  #used = LINES_PER_LINK;

  add(body: string): void {
    if (this.#used === LINES_PER_LINK) {
      this.#pieces.push(Buffer.alloc(LINES_PER_LINK * ID_BYTES));
      this.#used = 0;
    }
    this.#pieces.at(-1)?.write(`alog_${body}`, this.#used * ID_BYTES, 'latin1');
    this.#used += 1;
  }

  *links(): Generator<string[]> {
    for (const [n, piece] of this.#pieces.entries()) {
      const count = n === this.#pieces.length - 1 ? this.#used : LINES_PER_LINK;
      yield Array.from({ length: count }, (_, at) => piece.toString('latin1', at * ID_BYTES, (at + 1) * ID_BYTES));
    }
  }
}

/**
 * Adds links for lines of times past behind the end of the chain, each with the time at which it would have been made: the sealer looks through
 * the links of the last minutes whenever it comes, and so many new ones would keep it busy.
 */
export async function sealLines(database: Database, keysDir: string, tenantId: number, lines: LineIds): Promise<void> {
  const key = readOrMakeKey(keysDir, 'activity.key', systemRandom);
  const links = [...lines.links()];
  while (links.length > 0) {
    const next = links.slice(0, LINKS_PER_TRANSACTION);
    const isDone = await withTransaction(database, async (tx) => {
      await insertFirstHead(tx, firstHead(key, tenantId));
      const locked = await lockHead(tx, tenantId);
      if (locked === undefined) return false;
      let head = locked;
      for (const lineIds of next) head = await addLink(tx, key, head, lineIds);
      await moveHead(tx, head);
      return true;
    });
    if (isDone) links.splice(0, next.length);
  }
}

async function addLink(tx: Transaction, key: Buffer, { tenantId, sequence, sealedAt, lastMac }: Head, lineIds: string[]): Promise<Head> {
  const found = new Map((await readSealable(tx, tenantId, lineIds)).map((line) => [line.id, line]));
  const digests = Buffer.concat(lineIds.flatMap((id) => found.get(id) ?? []).map((line) => lineDigest(tenantId, line)));
  const madeAt = new Date(timeOf(lineIds.at(-1)?.slice('alog_'.length) ?? '') + SEALED_AFTER_MS);
  const link = { tenantId, sequence: sequence + 1n, lineIds, digests, sealedAt: madeAt };
  const mac = linkMac(key, link, lastMac);
  await insertLink(tx, { ...link, mac });
  const head = { tenantId, sequence: link.sequence, sealedAt, lastMac: mac };
  return { ...head, mac: headMac(key, head) };
}
