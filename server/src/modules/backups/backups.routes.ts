import type { BackupsView, RestorationView } from '@guichet/contract/backupViews.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import { lastGoodTest, listBackupRows, readArchive, type Silence } from '../../backups/index.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import type { Database } from '../../platform/transaction.ts';
import { archiveView, backupView } from './backups.wire.ts';

export interface BackupRouteParts {
  readonly database: Database;
  readonly silence: Silence;
  readonly schedule: BackupsView['schedule'];
}

/** As many as a page shows. */
const SHOWN = 60;

/** What is saved and whether it restores, and whether this place was itself restored. */
export function backupRoutes({ database, silence, schedule }: BackupRouteParts): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/backups',
      permission: 'backups.read',
      answers: 'backups_view',
      handler: async () => {
        const [rows, good, archive] = await Promise.all([listBackupRows(database, SHOWN), lastGoodTest(database), readArchive(database)]);
        const view: BackupsView = {
          object: 'backups',
          schedule,
          archive: schedule === 'external' ? null : archiveView(archive),
          last_good_test: good === null ? null : unixSeconds(good.tested),
          data: rows.map(backupView),
        };
        return ok(view);
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/restoration',
      permission: 'session',
      answers: 'restoration_view',
      handler: async () => {
        const restoredTo = await silence.restoredTo();
        const view: RestorationView = { object: 'restoration', restored_to: restoredTo === null ? null : unixSeconds(restoredTo) };
        return ok(view);
      },
    }),
  ];
}
