import { EXPORT_FORMATS, type ExportFormat } from '@guichet/contract/reportViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { getFile, type Query, withQuery } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { saveFile } from '../../browser/saveFile.ts';
import { Button } from '../../components/controls/Button.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import styles from './ReportsScreen.module.css';

/** A file of many rows takes its time, and its bytes come all the while. */
const WITHIN_MS = 1_800_000;

/** Downloads what is shown as a file for spreadsheets; nothing for those who may not. */
export function DownloadButtons({ path, query }: { path: string; query: Query }) {
  const { i18n } = useLingui();
  const may = useMay('reports.export');
  const download = useMutation({
    mutationFn: async (format: ExportFormat) =>
      orThrow(await getFile(withQuery(path, { ...query, format, language: i18n.locale }), WITHIN_MS)),
    onSuccess: saveFile,
  });
  if (!may) return null;
  return (
    <div className={styles.downloads}>
      {EXPORT_FORMATS.map((format) => {
        const name = format.toUpperCase();
        return (
          <Button
            key={format}
            variant="default"
            loading={download.isPending && download.variables === format}
            disabled={download.isPending}
            onClick={() => download.mutate(format)}
          >
            <Trans>Download {name}</Trans>
          </Button>
        );
      })}
      {download.isError ? <FailureNotice error={download.error} /> : null}
      <span className="vh" role="status">
        {download.isSuccess ? <Trans>Downloaded.</Trans> : null}
      </span>
    </div>
  );
}
