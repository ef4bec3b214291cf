import type { PresetView } from '@guichet/contract/counterFieldViews.ts';
import type { Preset } from './preset.ts';

/** Field by field: what was stored before this version may hold more. */
export const presetView = ({ id, name, uses, content: { amount, currency, channel, reference, taking, fields } }: Preset): PresetView => ({
  ...{ id, name, amount, currency, channel, reference, taking, fields },
  uses: Number(uses),
});
