import type { SessionView } from '@guichet/contract/terminal.ts';
import type { QueryClient } from '@tanstack/react-query';
import { approvalsToDecideQuery } from '../api/approvalQueries.ts';
import { restorationQuery } from '../api/backupQueries.ts';

/** Asks for what the frame of all pages is drawn of. An answer in the middle of the first drawing would have it begin again. */
export async function askForShell(client: QueryClient, { permissions }: SessionView): Promise<void> {
  await Promise.all([
    client.prefetchQuery(restorationQuery),
    permissions.includes('approvals.write') && client.prefetchQuery(approvalsToDecideQuery),
  ]);
}
