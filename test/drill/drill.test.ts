import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { drill } from './drill.ts';

const SECONDS = 40;

// Long drills are run by hand: npm run drill -- --minutes 10. This one shows that the drill itself runs, and finds what is coarse.
it('forty seconds of harm leave no difference between what customers were told, the API, the ledger and the bank', async () => {
  const folder = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-drill-`));
  const said: string[] = [];
  try {
    const report = await drill({ seconds: SECONDS, seed: 7, perSecond: 6, folder, say: (words) => said.push(words) });
    expect(report.differences, said.join('\n')).toEqual([]);
    expect(report.visits).toBeGreaterThan(100);
    expect(report.acknowledged).toBeGreaterThan(50);
    expect(report.kills + report.freezes).toBeGreaterThanOrEqual(3);
    expect(report.compared_lines).toBeGreaterThan(200);
    expect(report.webhooks_heard).toBeGreaterThan(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 400_000);
