import { type AmountProblem, parseAmount } from '@guichet/contract/amounts.ts';
import type { PresetView } from '@guichet/contract/counterFieldViews.ts';
import { isCurrency } from '@guichet/contract/currencies.ts';

/** What has been typed about a preset, as text; an empty amount is asked for each time. */
export interface PresetDraft {
  readonly name: string;
  readonly amount: string;
  readonly currency: string;
  /** Empty: as the counter stands. */
  readonly channel: string;
  readonly reference: string;
  readonly taking: 'now' | 'later';
  readonly fields: readonly string[];
}

export interface PresetProblems {
  readonly name: boolean;
  readonly amount: AmountProblem | null;
}

export const blankPreset = (currency: string): PresetDraft => ({
  name: '',
  amount: '',
  currency,
  channel: '',
  reference: '',
  taking: 'now',
  fields: [],
});

/** A preset as its form shows it. `amountText` writes an amount as the language does. */
export const draftOfPreset = (preset: PresetView, amountText: (minor: number, currency: string) => string): PresetDraft => ({
  name: preset.name,
  amount: preset.amount === null ? '' : amountText(preset.amount, preset.currency),
  currency: preset.currency,
  channel: preset.channel ?? '',
  reference: preset.reference ?? '',
  taking: preset.taking,
  fields: preset.fields,
});

/** The request that a form stands for, or what is wrong with it. */
export function readPreset(draft: PresetDraft) {
  const { currency, taking, fields } = draft;
  const name = draft.name.trim();
  const isOpen = draft.amount.trim() === '';
  const read = isCurrency(currency) ? parseAmount(isOpen ? '0' : draft.amount, currency) : null;
  const amount = read === null ? ('other_currency' as const) : read.ok ? null : read.problem;
  if (name === '' || read === null || !read.ok) return { ok: false, problems: { name: name === '', amount } } as const;
  return {
    ok: true,
    request: {
      ...{ name, currency, taking, fields, amount: isOpen ? null : Number(read.money.amount) },
      channel: draft.channel === '' ? null : draft.channel,
      reference: draft.reference.trim() === '' ? null : draft.reference.trim(),
    },
  } as const;
}
