import { ApiError } from '@guichet/contract/errors.ts';
import type { Connector, Provider } from '../../connectors/index.ts';
import type { StoredProviderAccount } from './providerAccount.ts';

/** Opens a provider that is not stored so: without a secret for what anybody may ask it, or with one that is to be tried. */
export type Probe = (connector: Connector, baseUrl: string, livemode: boolean, secret?: string) => Pick<Provider, 'checkFields' | 'holds'>;

type Terms = Pick<StoredProviderAccount, 'baseUrl' | 'cards' | 'publishableKey' | 'livemode'>;

const invalid = (param: string, message: string): ApiError => new ApiError('parameter_invalid', { param, message });

/** Refuses card fields that this account cannot have. What only the provider knows is asked by `assertFieldsOpen`. */
export function assertFieldsFit({ fields }: Connector, { baseUrl, cards, publishableKey, livemode }: Terms): void {
  if (cards === 'raw') return;
  if (fields === undefined || baseUrl === null)
    throw invalid('cards', 'This provider has no card fields of its own: "cards" can only be "raw".');
  const refusal = fields.refuses(new URL(baseUrl));
  if (refusal !== null) throw invalid('cards', refusal);
  if (publishableKey === null) {
    throw new ApiError('parameter_missing', {
      param: 'publishable_key',
      message: 'With cards=fields give the "publishable_key" of the provider.',
    });
  }
  const mode = fields.modeOf(publishableKey);
  if (mode === null) throw invalid('publishable_key', 'This is not a publishable key. One begins with pk_test_ or pk_live_.');
  if (mode !== livemode) {
    const message = `This key is for ${mode ? 'live' : 'test'} mode, and this account is in ${livemode ? 'live' : 'test'} mode.`;
    throw invalid('publishable_key', message);
  }
}

/** Asks the provider whether its fields open with this key: an account that cannot take a card is better refused now than at the counter. */
export async function assertFieldsOpen(probe: Probe, connector: Connector, terms: Terms): Promise<void> {
  assertFieldsFit(connector, terms);
  const { baseUrl, cards, publishableKey, livemode } = terms;
  if (cards === 'raw' || baseUrl === null || publishableKey === null) return;
  const said = await probe(connector, baseUrl, livemode).checkFields(publishableKey);
  if (said.answer === 'works') return;
  const message = `The card fields at ${baseUrl} do not open with this key: ${said.reason}`;
  throw invalid(said.answer === 'wrong' ? 'publishable_key' : 'base_url', message);
}
