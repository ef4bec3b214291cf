import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Notice, NoticePage } from '../api.ts';

export class NoticeRows {
  readonly #add: StatementSync;
  readonly #page: StatementSync;

  constructor(db: DatabaseSync) {
    this.#add = db.prepare('INSERT INTO notices (at, kind, account, reference, data) VALUES (?, ?, ?, ?, ?)');
    this.#page = db.prepare('SELECT * FROM notices WHERE sequence > ? ORDER BY sequence LIMIT ?');
  }

  add({ at, kind, account, reference, data }: Omit<Notice, 'sequence'>): void {
    this.#add.run(at, kind, account, reference, JSON.stringify(data));
  }

  page({ after, limit }: { after: number; limit: number }): NoticePage {
    const rows = this.#page.all(after, limit + 1) as unknown as (Omit<Notice, 'data'> & { data: string })[];
    const notices = rows.slice(0, limit).map((row) => ({ ...row, data: JSON.parse(row.data) as Notice['data'] }));
    return { notices, has_more: rows.length > limit };
  }
}
