import { type Database, type Transaction, withTransaction } from '../../platform/transaction.ts';
import { freezeView, readHead, readLinks, readNeverSealed, readPersonal, readSealable } from './activity.store.ts';
import { DIGEST_BYTES, headMac, type Link, lineDigest, linkMac, personalDigest, type SealableLine, sameBytes } from './activityDigests.ts';
import { sealWindow } from './sealWindow.ts';

/** What is wrong with a log, and where. */
export interface ActivityFinding {
  readonly kind:
    | 'line_changed'
    | 'line_removed'
    /** A line of old that no link knows. */
    | 'line_inserted'
    | 'personal_changed'
    /** A link whose MAC doesn't fit its lines, its time or the link before. */
    | 'link_changed'
    | 'link_removed'
    /** The record of where the chain ends was changed, or is missing. */
    | 'head_changed';
  /** A line's id, or a link's number. */
  readonly at: string;
}

export interface ActivityReport {
  readonly links: number;
  readonly lines: number;
  readonly findings: readonly ActivityFinding[];
}

const LINKS_AT_ONCE = 100;

class Verifier {
  readonly findings: ActivityFinding[] = [];
  links = 0;
  lines = 0;
  readonly #tx: Transaction;
  readonly #key: Buffer;
  readonly #tenantId: number;
  #sequence = 0n;
  #lastMac: Buffer = Buffer.alloc(DIGEST_BYTES);

  constructor(tx: Transaction, key: Buffer, tenantId: number) {
    this.#tx = tx;
    this.#key = key;
    this.#tenantId = tenantId;
  }

  async run(): Promise<void> {
    for (;;) {
      const links = await readLinks(this.#tx, this.#tenantId, this.#sequence, LINKS_AT_ONCE);
      for (const link of links) await this.#checkLink(link);
      if (links.length < LINKS_AT_ONCE) break;
    }
    await this.#checkEnd();
  }

  #found(kind: ActivityFinding['kind'], at: string | bigint): void {
    this.findings.push({ kind, at: String(at) });
  }

  async #checkLink(link: Link): Promise<void> {
    const follows = link.sequence === this.#sequence + 1n;
    // Behind a gap the MAC before is unknown, so only the gap is told.
    if (!follows) this.#found('link_removed', this.#sequence + 1n);
    else if (!sameBytes(link.mac, linkMac(this.#key, link, this.#lastMac))) this.#found('link_changed', link.sequence);
    this.#sequence = link.sequence;
    this.#lastMac = link.mac;
    this.links += 1;
    await this.#checkLines(link);
  }

  async #checkLines({ lineIds, digests }: Link): Promise<void> {
    const lines = new Map((await readSealable(this.#tx, this.#tenantId, lineIds)).map((line) => [line.id, line]));
    lineIds.forEach((id, n) => {
      const line = lines.get(id);
      if (line === undefined) this.#found('line_removed', id);
      else if (!sameBytes(lineDigest(this.#tenantId, line), digests.subarray(n * DIGEST_BYTES, (n + 1) * DIGEST_BYTES)))
        this.#found('line_changed', id);
    });
    this.lines += lineIds.length;
    await this.#checkPersonal(lines);
  }

  /** Values that were erased are no finding; values that are there must be those that the line was written with. */
  async #checkPersonal(lines: ReadonlyMap<string, SealableLine>): Promise<void> {
    for (const { lineId, name, salt, value } of await readPersonal(this.#tx, this.#tenantId, [...lines.keys()])) {
      const written = JSON.parse(lines.get(lineId)?.personal ?? '{}') as Record<string, string>;
      if (written[name] !== personalDigest(salt, value)) this.#found('personal_changed', lineId);
    }
  }

  async #checkEnd(): Promise<void> {
    const head = await readHead(this.#tx, this.#tenantId);
    if (head === undefined) {
      // Before the first seal there is neither head nor link.
      if (this.#sequence > 0n) this.#found('head_changed', this.#sequence);
      return;
    }
    // A head that lags behind the links was genuine once, and put back.
    if (!sameBytes(head.mac, headMac(this.#key, head)) || head.sequence < this.#sequence) this.#found('head_changed', head.sequence);
    else if (head.sequence > this.#sequence) this.#found('link_removed', this.#sequence + 1n);
    else if (!sameBytes(head.lastMac, this.#lastMac)) this.#found('link_changed', this.#sequence);
    for (const id of await readNeverSealed(this.#tx, this.#tenantId, sealWindow(head.sealedAt).fromId)) this.#found('line_inserted', id);
  }
}

/**
 * Reads a tenant's whole log and tells which lines and links were changed, removed, reordered or inserted behind the server's back. Lines
 * of the last minutes that have no seal yet are no finding. Who has the key, too, can't be found out this way.
 */
export function verifyActivity(db: Database, key: Buffer, tenantId: number): Promise<ActivityReport> {
  return withTransaction(db, async (tx) => {
    await freezeView(tx);
    const verifier = new Verifier(tx, key, tenantId);
    await verifier.run();
    const { links, lines, findings } = verifier;
    return { links, lines, findings };
  });
}
