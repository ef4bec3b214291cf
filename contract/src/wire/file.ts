/** What files are uploaded for. */
export const FILE_PURPOSES = [
  'account_requirement',
  'additional_verification',
  'business_icon',
  'business_logo',
  'customer_signature',
  'dispute_evidence',
  'identity_document',
  'pci_document',
  'tax_document_user_upload',
] as const;
export type FilePurpose = (typeof FILE_PURPOSES)[number];

export const FILE_TYPES = ['jpg', 'pdf', 'png'] as const;
export type FileType = (typeof FILE_TYPES)[number];

const MEGABYTE = 1024 * 1024;
export const MAX_FILE_BYTES = 16 * MEGABYTE;

/** The largest file for a purpose: what banks take as evidence is smaller. */
export const maxBytesFor = (purpose: FilePurpose): number => (purpose === 'dispute_evidence' ? 5 * MEGABYTE : MAX_FILE_BYTES);

export interface WireFile {
  readonly id: string;
  readonly object: 'file';
  readonly created: number;
  /** When it was erased: since then it has neither bytes nor a name. */
  readonly expires_at: number | null;
  readonly filename: string | null;
  readonly links: null;
  readonly purpose: FilePurpose;
  readonly size: number;
  readonly title: null;
  readonly type: FileType;
  readonly url: string | null;
}
