import type { OwnFieldKind } from '@guichet/contract/counterFieldViews.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import type { StaffChannel } from '@guichet/contract/terminal.ts';
import { beforeAfter } from '../../platform/beforeAfter.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import type { OwnField } from './ownField.ts';
import { insertOwnField, lockOwnFields, updateOwnFieldRow } from './ownFields.store.ts';

type Opt<T> = T | undefined;

export interface OwnFieldChange {
  readonly label?: Opt<string>;
  readonly choices?: Opt<readonly string[]>;
  readonly channels?: Opt<readonly StaffChannel[]>;
  readonly required?: Opt<boolean>;
  readonly printable?: Opt<boolean>;
  readonly position?: Opt<number>;
}

export interface NewOwnField extends OwnFieldChange {
  readonly key: string;
  readonly label: string;
  readonly kind: OwnFieldKind;
}

const MOST_FIELDS = 20;
const KEY_TAKEN = 'own_fields_by_key';

const refuseTaken = (error: unknown): never => {
  if ((error as { constraint?: unknown }).constraint === KEY_TAKEN) throw taken();
  throw error;
};
const taken = (): ApiError => new ApiError('parameter_invalid', { param: 'key', message: 'Another field stands under this key.' });

function changed(field: OwnField, input: OwnFieldChange): OwnField {
  const after = {
    ...field,
    label: input.label ?? field.label,
    choices: input.choices === undefined ? field.choices : [...new Set(input.choices)],
    channels: input.channels === undefined ? field.channels : [...new Set(input.channels)],
    required: input.required ?? field.required,
    printable: input.printable ?? field.printable,
  };
  if (after.kind === 'choice' && after.choices.length === 0)
    throw new ApiError('parameter_missing', { param: 'choices', message: 'Give what can be chosen.' });
  if (after.kind !== 'choice' && after.choices.length > 0)
    throw new ApiError('parameters_exclusive', { param: 'choices', message: '"choices" are for fields of the kind "choice".' });
  return after;
}

/** Puts a field at its place among the others and writes those whose place changes. */
async function writeOrder(tx: Transaction, ordered: readonly OwnField[], written: OwnField): Promise<OwnField> {
  for (const [position, field] of ordered.entries())
    if (field.id === written.id || field.position !== position) await updateOwnFieldRow(tx, { ...field, position });
  return { ...written, position: ordered.findIndex(({ id }) => id === written.id) };
}

const detailsOf = ({ key, label, kind, required, printable, choices, channels, position }: OwnField) => ({
  ...{ key, label, kind, required, printable, choices: [...choices], channels: [...channels], position },
});

async function note(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  verb: 'create' | 'delete' | 'update',
  field: OwnField,
  before?: OwnField,
): Promise<void> {
  const { key, label } = field;
  const details = before === undefined ? detailsOf(field) : { key, label, ...beforeAfter(detailsOf(before), detailsOf(field)) };
  await parts.recordActivity(tx, activityOrigin(context), { action: `own_field.${verb}`, target: field.id, details });
}

/** A new field, behind those that there are. */
export async function createOwnField(tx: Transaction, parts: UseCaseParts, context: RequestContext, input: NewOwnField): Promise<OwnField> {
  const { tenantId } = context.caller;
  const fields = await lockOwnFields(tx, tenantId);
  if (fields.some(({ key }) => key === input.key)) throw taken();
  if (fields.length >= MOST_FIELDS)
    throw new ApiError('parameter_invalid', { message: `There are ${MOST_FIELDS} fields already. Take one away first.` });
  const blank: OwnField = {
    tenantId,
    id: parts.makeId('field'),
    key: input.key,
    label: input.label,
    kind: input.kind,
    choices: [],
    channels: [],
    required: false,
    printable: false,
    position: fields.length,
    deleted: false,
    created: context.now,
  };
  const field = changed(blank, input);
  await insertOwnField(tx, field).catch(refuseTaken);
  await note(tx, parts, context, 'create', field);
  return field;
}

function requireAmong(fields: readonly OwnField[], id: string): OwnField {
  const field = fields.find((one) => one.id === id);
  if (field === undefined) throw new ApiError('resource_missing', { param: 'id', message: `No such field: '${id}'` });
  return field;
}

/** Changes what the request names. Key and kind stay: payments that were taken stand under them. */
export async function updateOwnField(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  id: string,
  input: OwnFieldChange,
): Promise<OwnField> {
  const fields = await lockOwnFields(tx, context.caller.tenantId);
  const before = requireAmong(fields, id);
  const field = changed(before, input);
  const others = fields.filter((one) => one.id !== id);
  const position = Math.min(input.position ?? fields.findIndex((one) => one.id === id), others.length);
  const after = await writeOrder(tx, [...others.slice(0, position), field, ...others.slice(position)], field);
  await note(tx, parts, context, 'update', after, before);
  return after;
}

/** Asks for a field no more. What was answered stays with the payments. */
export async function deleteOwnField(tx: Transaction, parts: UseCaseParts, context: RequestContext, id: string): Promise<OwnField> {
  const fields = await lockOwnFields(tx, context.caller.tenantId);
  const field = requireAmong(fields, id);
  await updateOwnFieldRow(tx, { ...field, deleted: true });
  await note(tx, parts, context, 'delete', field);
  return field;
}
