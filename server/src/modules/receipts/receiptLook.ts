import { type Accent, accentOf } from '@guichet/contract/accent.ts';
import type { LogoView } from '@guichet/contract/businessViews.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Database, Transaction } from '../../platform/transaction.ts';
import { addressLines, findLogo, logoView, mentionLines, readProfile } from '../businesses/index.ts';
import type { ReceiptTemplate } from './template.ts';
import { currentTemplate } from './templates.store.ts';

/** What makes a place's receipts its own: its template, and what it says of itself. */
export interface ReceiptLook {
  readonly template: ReceiptTemplate;
  readonly accent: Accent | null;
  readonly logo: LogoView | null;
  readonly address: readonly string[];
  readonly contact: readonly string[];
  readonly mentions: readonly string[];
}

export async function receiptLook(sql: Database | Transaction, tenantId: number): Promise<ReceiptLook> {
  const [tenant, profile, template] = await Promise.all([
    readTenant(sql, tenantId),
    readProfile(sql, tenantId),
    currentTemplate(sql, tenantId),
  ]);
  const logo = profile.logoId === null ? null : await findLogo(sql, tenantId, profile.logoId);
  const { email, phone, website } = profile;
  return {
    template,
    accent: profile.accent === null ? null : accentOf(profile.accent),
    logo: logo && logoView(tenant.account, logo),
    address: addressLines(profile.address, tenant.country),
    contact: [phone, email, website].filter((line) => line !== null),
    mentions: mentionLines({ ...tenant, legal: profile.legal }),
  };
}
