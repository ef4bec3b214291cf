import { isFailing, readArchive, type Silence } from '../backups/index.ts';
import type { Admission } from '../http/admission.ts';
import type { Providers } from '../modules/provider_accounts/index.ts';
import { listTenants } from '../platform/tenants.store.ts';
import type { Database } from '../platform/transaction.ts';

/** Whether the sandbox bank is missing where nothing but it takes payments. A place in live mode goes on without. */
async function isBankMissing(database: Database, url: string): Promise<boolean> {
  if (await bankAnswers(url)) return false;
  const tenants = await listTenants(database).catch(() => []);
  return !tenants.some(({ livemode }) => livemode);
}

async function bankAnswers(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** Why nothing can be written at this moment; null when it can. A primary that was demoted still answers, with what it knew. */
async function whyNoWrites(database: Database): Promise<string | null> {
  const asked = database.query<{ is_read_only: boolean }>(
    'ready',
    "SELECT current_setting('transaction_read_only') = 'on' AS is_read_only",
  );
  const found = await asked.catch(() => null);
  if (found === null) return 'The database does not answer.';
  return found[0]?.is_read_only === true ? 'The database can only be read.' : null;
}

/**
 * Whether a payment can be taken: the database takes writes, and the sandbox bank answers while there is test mode alone. How the providers of
 * accounts answered last is told, but one that is down is passed over for the next, and no reason to take the server for dead.
 */
export const readiness =
  (database: Database, bankUrl: string, providers: Providers, silence: Silence, admission: Admission) => async () => {
    const [noWrites, noBank, standings, archive, restoredTo] = await Promise.all([
      whyNoWrites(database),
      isBankMissing(database, bankUrl),
      providers.standings().catch(() => []),
      readArchive(database).catch(() => null),
      silence.restoredTo().catch(() => null),
    ]);
    const reasons = [
      ...(noWrites === null ? [] : [noWrites]),
      ...(noBank ? ['The sandbox bank does not answer.'] : []),
      ...(restoredTo === null ? [] : ['This place was restored and has not been reconciled.']),
    ];
    const told = standings.map(({ account, answers, at }) => ({ account, answers, at: at && Math.floor(at.getTime() / 1000) }));
    // What cannot be put aside waits on the disk: a reason to look, and none to turn payments away.
    const backups = archive?.archives ? { backups: isFailing(archive) ? ('failing' as const) : ('archiving' as const) } : {};
    return { ready: reasons.length === 0, reasons, ...backups, providers: told, load: admission.counts };
  };
