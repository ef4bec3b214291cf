import { loadConfig } from '../config.ts';
import { reconcileDay } from '../modules/reconciliation/index.ts';
import { systemClock } from '../platform/clock.ts';
import { openPlace } from '../platform/openPlace.ts';
import { placeDay } from '../platform/placeDay.ts';
import { openReconciliation } from '../wiring.ts';
import { type Command, runCommand, tableLine, WrongUsage } from './runCommand.ts';

// guichet reconcile [--day YYYY-MM-DD] [--json FILE]: docs/operating/verify.md says what it compares, and what to do about what it finds.

const silent = { info: () => {}, error: () => {} };

function dayGiven(day: string | boolean | undefined): string | undefined {
  if (typeof day !== 'string') return undefined;
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(day))
    throw new WrongUsage(`--day must be a day such as 2026-11-22, not ${day}.`);
  return day;
}

const reconcile: Command = async ({ options, say }) => {
  const given = dayGiven(options.day);
  const config = loadConfig(process.env);
  const place = await openPlace({ ...config, log: silent });
  try {
    const { parts, close } = await openReconciliation(config, place);
    try {
      const today = systemClock.now();
      const row = tableLine([28, 8, 8, 10, 13]);
      say(row('provider', 'there', 'here', 'resolved', 'differences'));
      const report = await reconcileDay(
        parts,
        ({ timeZone }) => given ?? placeDay(today, timeZone),
        ({ provider, there, here, resolved, differences, day, place: whose }) =>
          say(`${row(provider, there, here, resolved.length, differences.length)}  ${day} of ${whose}`),
      );
      for (const { provider, others, resolved, differences, unread } of report.sources) {
        for (const { subject, reference, says } of resolved) say(`${provider}: ${subject} (${reference}): resolved: ${says}`);
        for (const { subject, reference, says, explanation } of differences)
          say(`${provider}: ${subject} (${reference}): ${says}. ${explanation}`);
        if (others > 0) say(`${provider}: ${others} were begun there by others, and are none of ours`);
        if (unread !== null) say(`${provider}: its records could not be read: ${unread}`);
      }
      say(`${report.unresolved} unresolved`);
      return { report, isClean: report.unresolved === 0 };
    } finally {
      await close();
    }
  } finally {
    await place.stop();
  }
};

await runCommand('guichet reconcile [--day YYYY-MM-DD] [--json FILE]', { day: { type: 'string' } }, reconcile);
