import { LANGUAGES, type MessageView } from '@guichet/contract/terminal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsInEachLanguage, faultsOf, overhangPx, photograph, speak, TAKES_PICTURES } from './inspect.ts';
import { openPlace, type Place } from './place.ts';
import { SCENES, type Scene } from './scenes.ts';
import { makeSomeHistory, type SomeHistory } from './someHistory.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

const TIMEOUT_MS = 60_000;

let history: SomeHistory;

async function openWithHistory(blinkSettings?: string): Promise<Place> {
  // Pictures show a place where places are.
  const opened = await openPlace(TAKES_PICTURES ? { GUICHET_TIME_ZONE: 'Europe/Paris' } : {}, blinkSettings);
  history = await makeSomeHistory(await StaffRequests.of(opened, await opened.visitSignedIn()));
  return opened;
}

async function enter(place: Place, { path, reach, signedOut }: Scene): Promise<Visit> {
  const address = typeof path === 'string' ? path : path(history);
  const visit = signedOut ? await place.visit() : await place.visitSignedIn(address);
  if (signedOut) await visit.page.goto(address);
  await reach?.(visit);
  return visit;
}

describe('every page and state', { timeout: TIMEOUT_MS }, () => {
  let place: Place;

  beforeAll(async () => {
    place = await openWithHistory();
  });
  afterAll(() => place.close());

  it.each(SCENES)('$name is accessible in each language and theme, wide and narrow', async (scene) => {
    const visit = await enter(place, scene);
    if (scene.pictured) await photograph(visit.page, scene.name);
    const faults = await faultsInEachLanguage(visit.page);
    expect(faults).toEqual([]);
  });

  it('the receipt itself is accessible', async () => {
    const staff = await StaffRequests.of(place, await place.visitSignedIn());
    const { html } = await staff.get<MessageView>(`/guichet/v1/messages/${history.message}`);
    const { page } = await place.visit();
    await page.setContent(html);
    expect(await faultsOf(page)).toEqual([]);
  });

  it('is a test that finds what is planted', async () => {
    const { page } = await place.visit();
    await page.setContent('<html><body style="width: 2000px; color: #999; background: #fff">Pale<input></body></html>');
    const faults = (await faultsOf(page)).join('\n');
    for (const fault of ['color-contrast', 'html-has-lang', 'label', 'px stick out']) expect(faults).toContain(fault);
  });
});

describe('with letters of twice the size', { timeout: TIMEOUT_MS }, () => {
  let place: Place;

  beforeAll(async () => {
    place = await openWithHistory('defaultFontSize=32');
  });
  afterAll(() => place.close());

  it.each(SCENES.filter(({ large }) => large))('$name does not scroll sideways', async (scene) => {
    const visit = await enter(place, scene);
    const out: string[] = [];
    for (const width of [1280, 640])
      for (const language of LANGUAGES) {
        await visit.page.setViewportSize({ width, height: 800 });
        await speak(visit.page, language);
        const outPx = await overhangPx(visit.page);
        if (outPx > 0) out.push(`${width} px, ${language}: ${outPx} px stick out`);
      }
    expect(out).toEqual([]);
  });
});
