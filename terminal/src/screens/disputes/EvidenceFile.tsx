import type { EvidenceField } from '@guichet/contract/wire/dispute.ts';
import type { WireFile } from '@guichet/contract/wire/file.ts';
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { postUpload } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { FileInput } from '../../components/controls/FileInput.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';

interface EvidenceFileProps {
  readonly field: EvidenceField;
  readonly label: string;
  /** The file that stands there, if any. */
  readonly id: string | null;
  readonly disabled: boolean;
  readonly onChange: (id: string | null) => void;
}

/** A file of an answer: it is uploaded when it is chosen, and belongs to the draft once that is saved. */
export function EvidenceFile({ field, label, id, disabled, onChange }: EvidenceFileProps) {
  const { t } = useLingui();
  const [file, setFile] = useState<File | null>(null);
  const upload = useMutation({
    mutationFn: async (chosen: File) =>
      orThrow(
        await postUpload<WireFile>('/v1/files', { purpose: 'dispute_evidence' }, chosen, { idempotencyKey: newKey(), timeoutMs: 60_000 }),
      ),
    onSuccess: (made) => onChange(made.id),
    onError: () => setFile(null),
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    if (chosen === null) onChange(null);
    else upload.mutate(chosen);
  };
  return (
    <>
      <FileInput
        label={label}
        description={t`PNG, JPEG or PDF, up to 5 MB`}
        name={field}
        accept="image/png,image/jpeg,application/pdf"
        disabled={disabled || upload.isPending}
        value={file}
        placeholder={upload.isPending ? t`Uploading…` : id === null ? t`Choose a file` : t`A file is enclosed`}
        onChange={choose}
      />
      {upload.isError ? <FailureNotice error={upload.error} /> : null}
    </>
  );
}
