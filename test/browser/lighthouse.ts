import lighthouse, { type Flags } from 'lighthouse';
import { chromium } from 'playwright-core';
import { freePort } from '../../server/test/harness/serverProcess.ts';
import { CHROMIUM } from './chromium.ts';

export interface LighthouseScores {
  /** Of a hundred. */
  readonly performance: number;
  readonly accessibility: number;
  readonly bestPractices: number;
  readonly seo: number;
  /** What is less than perfect, each in a line. */
  readonly complaints: readonly string[];
}

/** As Lighthouse itself measures a desk and a phone. */
export type Device = 'desk' | 'phone';

const DESK: Flags = {
  formFactor: 'desktop',
  screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false },
  throttling: {
    rttMs: 40,
    throughputKbps: 10_240,
    cpuSlowdownMultiplier: 1,
    requestLatencyMs: 0,
    downloadThroughputKbps: 0,
    uploadThroughputKbps: 0,
  },
};

const hundred = (score: number | null | undefined): number => Math.round((score ?? 0) * 100);

/**
 * Lighthouse's scores of a page as somebody signed in sees it. The pages ask search engines to leave them out, so that what it says of
 * that is not asked for.
 */
export async function lighthouseScores(url: string, cookie: string, device: Device): Promise<LighthouseScores> {
  const port = await freePort();
  const browser = await chromium.launch({ ...CHROMIUM, args: [...CHROMIUM.args, `--remote-debugging-port=${port}`] });
  try {
    const flags: Flags = {
      ...{ port, output: 'json', logLevel: 'silent', extraHeaders: { Cookie: cookie }, skipAudits: ['is-crawlable'] },
      ...(device === 'desk' && DESK),
    };
    const found = await lighthouse(url, flags);
    if (found === undefined) throw new Error('Lighthouse found nothing.');
    const { categories, audits } = found.lhr;
    const score = (name: string) => hundred(categories[name]?.score);
    return {
      ...{ performance: score('performance'), accessibility: score('accessibility') },
      ...{ bestPractices: score('best-practices'), seo: score('seo') },
      complaints: Object.values(audits)
        .filter((audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative')
        .map(({ id, displayValue, score: points }) => `${id}: ${points} ${displayValue ?? ''}`.trim()),
    };
  } finally {
    await browser.close();
  }
}
