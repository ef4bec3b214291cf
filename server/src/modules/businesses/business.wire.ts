import { accentOf } from '@guichet/contract/accent.ts';
import type { BusinessView, LogoView } from '@guichet/contract/businessViews.ts';
import type { BusinessProfile, Logo } from './business.ts';
import { mentionLines } from './mentions.rules.ts';

/** The place, as its row has it. */
interface Place {
  readonly account: string;
  readonly livemode: boolean;
  readonly businessName: string;
  readonly country: string;
  readonly defaultCurrency: string;
  readonly timeZone: string;
  readonly statementDescriptor: string | null;
}

/** Anybody may see a logo who has its address, which nobody guesses. */
export const logoView = (account: string, { id, type, width, height }: Logo): LogoView => ({
  id,
  url: `/pay/logos/${account}/${id}`,
  type,
  width,
  height,
});

export function businessView(tenant: Place, profile: BusinessProfile, logo: Logo | null, onStatements: string): BusinessView {
  const { email, phone, website, address, legal, accent } = profile;
  return {
    object: 'business',
    livemode: tenant.livemode,
    business_name: tenant.businessName,
    country: tenant.country,
    default_currency: tenant.defaultCurrency,
    time_zone: tenant.timeZone,
    statement_descriptor: tenant.statementDescriptor,
    calculated_statement_descriptor: onStatements,
    email,
    phone,
    website,
    address,
    legal,
    mentions: mentionLines({ ...tenant, legal }),
    accent: accent === null ? null : accentOf(accent),
    logo: logo === null ? null : logoView(tenant.account, logo),
  };
}
