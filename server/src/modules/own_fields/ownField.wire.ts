import type { OwnFieldView } from '@guichet/contract/counterFieldViews.ts';
import type { OwnField } from './ownField.ts';

export const ownFieldView = (field: OwnField): OwnFieldView => ({
  id: field.id,
  key: field.key,
  label: field.label,
  kind: field.kind,
  choices: field.choices,
  channels: field.channels,
  required: field.required,
  printable: field.printable,
  position: field.position,
});
