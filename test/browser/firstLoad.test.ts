import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, lighthouseScores } from './lighthouse.ts';
import { openPlace, type Place } from './place.ts';

const KB = 1_000;

/** What the frame and the counter are drawn of; two lists of payments: the last ones, and one's own. */
const EARLY = [
  ...['approvals_to_decide', 'card_entry', 'counter', 'own_fields', 'payments', 'payments', 'presets', 'restoration', 'session'],
];

describe('the counter, opened for the first time', { timeout: 120_000 }, () => {
  let place: Place;

  beforeAll(async () => {
    place = await openPlace();
  });
  afterAll(() => place.close());

  /** Signed in, and with nothing of the pages yet. */
  async function newProfile() {
    const { context } = await place.visitSignedIn();
    return place.browser.newContext({ storageState: await context.storageState(), baseURL: place.server.base });
  }

  it('asks for what it shows while its large files are on their way', async () => {
    const context = await newProfile();
    const page = await context.newPage();
    const answered: string[] = [];
    const all = Promise.withResolvers<void>();
    page.on('response', (answer) => {
      const { pathname } = new URL(answer.url());
      if (pathname.startsWith('/guichet/v1/')) answered.push(pathname.slice('/guichet/v1/'.length));
      if (answered.length === EARLY.length) all.resolve();
    });
    let early: string[] = [];
    await page.route('**/assets/libraries-*', async (route) => {
      await all.promise;
      early = answered.toSorted();
      await route.continue();
    });
    await page.goto('/');
    await page.getByLabel('Amount').waitFor();
    await page.waitForLoadState('networkidle');
    await context.close();
    expect(early).toEqual(EARLY);
    // What was answered early is not asked for again by the page; the rest may be, on a machine that takes long to draw it.
    const kept = ['card_entry', 'counter', 'own_fields', 'presets', 'session'];
    expect(answered.filter((path) => kept.includes(path)).toSorted()).toEqual(kept);
  });

  it('loads less than 250 kB of script', async () => {
    const context = await newProfile();
    const page = await context.newPage();
    const scripts: Promise<number>[] = [];
    page.on('response', (answer) => {
      if (answer.request().resourceType() === 'script') scripts.push(answer.headerValue('content-length').then(Number));
    });
    await page.goto('/');
    await page.getByLabel('Amount').waitFor();
    await page.waitForLoadState('networkidle');
    const sizes = await Promise.all(scripts);
    await context.close();
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    process.stdout.write(`The counter's first load: ${sizes.length} scripts, ${Math.round(bytes / KB)} kB packed\n`);
    expect(sizes.every((size) => size > 0)).toBe(true);
    // What the page needs at once comes in five files; the texts of the language and what seals cards are two more.
    expect(sizes.length).toBeLessThan(10);
    expect(bytes).toBeGreaterThan(50 * KB);
    expect(bytes).toBeLessThan(250 * KB);
  });

  it.each<Device>(['desk', 'phone'])('pleases Lighthouse on a %s in what does not depend on the machine', async (device) => {
    const { context } = await place.visitSignedIn();
    const cookies = await context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const { accessibility, bestPractices, seo, complaints } = await lighthouseScores(`${place.server.base}/`, cookie, device);
    const scores = { accessibility, bestPractices, seo };
    expect(
      Object.entries(scores).filter(([, score]) => score < 95),
      complaints.join('\n'),
    ).toEqual([]);
  });
});
