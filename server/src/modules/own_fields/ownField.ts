import type { OwnFieldKind } from '@guichet/contract/counterFieldViews.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { StaffChannel } from '@guichet/contract/terminal.ts';

/** Something that a place asks for at its counter besides. */
export interface OwnField {
  readonly tenantId: number;
  readonly id: Id<'field'>;
  readonly key: string;
  readonly label: string;
  readonly kind: OwnFieldKind;
  readonly choices: readonly string[];
  readonly channels: readonly StaffChannel[];
  readonly required: boolean;
  readonly printable: boolean;
  readonly position: number;
  readonly deleted: boolean;
  readonly created: Date;
}
