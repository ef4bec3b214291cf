import { isMoney } from '@guichet/contract/currencies.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import type { StaffChannel } from '@guichet/contract/terminal.ts';
import { beforeAfter } from '../../platform/beforeAfter.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { assertStep } from '../payments/index.ts';
import type { Preset, PresetContent } from './preset.ts';
import { insertPreset, lockPreset, readPresets, updatePresetRow } from './presets.store.ts';

type Opt<T> = T | undefined;

export interface PresetInput {
  readonly name: string;
  readonly amount?: Opt<bigint | null>;
  readonly currency: string;
  readonly channel?: Opt<StaffChannel | null>;
  readonly reference?: Opt<string | null>;
  readonly taking?: Opt<'now' | 'later'>;
  readonly fields?: Opt<readonly string[]>;
}

const MOST_PRESETS = 50;

function contentOf(input: PresetInput): PresetContent {
  const { currency, amount = null } = input;
  if (!isMoney(currency)) {
    const message = `Invalid currency: ${currency}. It must be an ISO 4217 code such as eur.`;
    throw new ApiError('parameter_invalid', { param: 'currency', message });
  }
  if (amount !== null) assertStep(amount, currency, 'amount');
  return {
    amount: amount === null ? null : Number(amount),
    currency,
    channel: input.channel ?? null,
    reference: input.reference ?? null,
    taking: input.taking ?? 'now',
    fields: [...new Set(input.fields ?? [])],
  };
}

async function requireLockedPreset(tx: Transaction, tenantId: number, id: string): Promise<Preset> {
  const preset = await lockPreset(tx, tenantId, id);
  if (preset === undefined) throw new ApiError('resource_missing', { param: 'id', message: `No such preset: '${id}'` });
  return preset;
}

const detailsOf = ({ name, content }: Preset) => ({ name, ...content, fields: [...content.fields] });

async function note(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  verb: 'create' | 'delete' | 'update',
  preset: Preset,
  before?: Preset,
): Promise<void> {
  const details = before === undefined ? detailsOf(preset) : { name: preset.name, ...beforeAfter(detailsOf(before), detailsOf(preset)) };
  await parts.recordActivity(tx, activityOrigin(context), { action: `preset.${verb}`, target: preset.id, details });
}

export async function createPreset(tx: Transaction, parts: UseCaseParts, context: RequestContext, input: PresetInput): Promise<Preset> {
  const { tenantId } = context.caller;
  if ((await readPresets(tx, tenantId)).length >= MOST_PRESETS)
    throw new ApiError('parameter_invalid', { message: `There are ${MOST_PRESETS} presets already. Take one away first.` });
  const preset: Preset = {
    tenantId,
    id: parts.makeId('pset'),
    name: input.name,
    content: contentOf(input),
    uses: 0n,
    deleted: false,
    created: context.now,
  };
  await insertPreset(tx, preset);
  await note(tx, parts, context, 'create', preset);
  return preset;
}

/** Puts another content in the place of a preset's; how often it was used stays. */
export async function replacePreset(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  id: string,
  input: PresetInput,
): Promise<Preset> {
  const { tenantId } = context.caller;
  const preset = await requireLockedPreset(tx, tenantId, id);
  const changed = { ...preset, name: input.name, content: contentOf(input) };
  await updatePresetRow(tx, changed);
  await note(tx, parts, context, 'update', changed, preset);
  return changed;
}

export async function deletePreset(tx: Transaction, parts: UseCaseParts, context: RequestContext, id: string): Promise<Preset> {
  const preset = await requireLockedPreset(tx, context.caller.tenantId, id);
  await updatePresetRow(tx, { ...preset, deleted: true });
  await note(tx, parts, context, 'delete', preset);
  return preset;
}

/** Counts that somebody started a sale with it, which is what the order follows. */
export async function countUse(tx: Transaction, context: RequestContext, id: string): Promise<Preset> {
  const preset = await requireLockedPreset(tx, context.caller.tenantId, id);
  const counted = { ...preset, uses: preset.uses + 1n };
  await updatePresetRow(tx, counted);
  return counted;
}
