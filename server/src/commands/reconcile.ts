import { archiveTarget, readOpenRestoration } from '../backups/index.ts';
import { loadConfig } from '../config.ts';
import { endSilence, momentsOfDays, type ReconciliationReport, reconcileDay } from '../modules/reconciliation/index.ts';
import { systemClock } from '../platform/clock.ts';
import { openPlace } from '../platform/openPlace.ts';
import { placeDay } from '../platform/placeDay.ts';
import { openReconciliation } from '../wiring/openReconciliation.ts';
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

const SILENCE_WORDS = {
  over: 'This place was restored, and has read its providers since: it sends again.',
  silent:
    'This place was restored and stays silent: not all records since then were read. Beside a running server wait a minute and run this again.',
} as const;

/** The days that were read, as one report; a day may have been read twice. */
function asOne(reports: readonly ReconciliationReport[]): ReconciliationReport {
  const byDay = Map.groupBy(
    reports.flatMap(({ sources }) => sources),
    ({ place, provider, day }) => `${place} ${provider} ${day}`,
  );
  const sources = [...byDay.values()].flatMap((same) => {
    const last = same.at(-1);
    return last === undefined ? [] : { ...last, resolved: same.flatMap(({ resolved }) => resolved) };
  });
  const unresolved = sources.reduce((sum, { differences, unread }) => sum + differences.length + (unread === null ? 0 : 1), 0);
  return { at: reports.at(-1)?.at ?? '', sources, unresolved };
}

const reconcile: Command = async ({ options, say }) => {
  const given = dayGiven(options.day);
  const config = loadConfig(process.env);
  const place = await openPlace({ ...config, log: silent, archive: archiveTarget(config) });
  try {
    const { parts, close } = await openReconciliation(config, place);
    try {
      const today = systemClock.now();
      const row = tableLine([28, 8, 8, 10, 13]);
      say(row('provider', 'there', 'here', 'resolved', 'differences'));
      const open = await readOpenRestoration(parts.database);
      // A place that was restored wants to know of all days since.
      const moments = open === null || given !== undefined ? [today] : momentsOfDays(open.restoredTo, today);
      const reports: ReconciliationReport[] = [];
      for (const moment of moments) {
        const report = await reconcileDay(
          parts,
          ({ timeZone }) => given ?? placeDay(moment, timeZone),
          ({ provider, there, here, resolved, differences, day, place: whose }) =>
            say(`${row(provider, there, here, resolved.length, differences.length)}  ${day} of ${whose}`),
        );
        reports.push(report);
      }
      const report = asOne(reports);
      for (const { provider, others, resolved, differences, unread } of report.sources) {
        for (const { subject, reference, says } of resolved) say(`${provider}: ${subject} (${reference}): resolved: ${says}`);
        for (const { subject, reference, says, explanation } of differences)
          say(`${provider}: ${subject} (${reference}): ${says}. ${explanation}`);
        if (others > 0) say(`${provider}: ${others} were begun there by others, and are none of ours`);
        if (unread !== null) say(`${provider}: its records could not be read: ${unread}`);
      }
      say(`${report.unresolved} unresolved`);
      const silence = await endSilence(parts);
      if (silence !== null) say(SILENCE_WORDS[silence]);
      return { report, isClean: report.unresolved === 0 && silence !== 'silent' };
    } finally {
      await close();
    }
  } finally {
    await place.stop();
  }
};

await runCommand('guichet reconcile [--day YYYY-MM-DD] [--json FILE]', { day: { type: 'string' } }, reconcile);
