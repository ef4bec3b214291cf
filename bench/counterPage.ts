import { type Device, type LighthouseScores, lighthouseScores } from '../test/browser/lighthouse.ts';
import { openPlace } from '../test/browser/place.ts';

// node bench/counterPage.ts [RUNS]: Lighthouse's scores of the counter, the middle one of some runs.

const runs = Number(process.argv[2] ?? 3);

const place = await openPlace();
try {
  const { context } = await place.visitSignedIn();
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  for (const device of ['desk', 'phone'] satisfies Device[]) {
    const all: LighthouseScores[] = [];
    for (let run = 0; run < runs; run += 1) all.push(await lighthouseScores(`${place.server.base}/`, cookie, device));
    all.sort((one, other) => one.performance - other.performance);
    const middle = all[Math.floor(runs / 2)];
    const range = `${all[0]?.performance} to ${all.at(-1)?.performance}`;
    process.stdout.write(
      `${device}: performance ${middle?.performance} (${range}), accessibility ${middle?.accessibility}, best practices ${middle?.bestPractices}, SEO ${middle?.seo}\n`,
    );
    for (const complaint of middle?.complaints ?? []) process.stdout.write(`  ${complaint}\n`);
  }
} finally {
  await place.close();
}
