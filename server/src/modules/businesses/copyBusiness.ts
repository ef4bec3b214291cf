import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { readProfile, writePlace, writeProfile } from './businessProfiles.store.ts';
import { insertLogo, readLogo } from './logos.store.ts';

/** Gives one tenant the name, details and looks that another has now. */
export async function copyBusiness(tx: Transaction, from: number, to: number, now: Date): Promise<void> {
  await writePlace(tx, to, await readTenant(tx, from));
  const profile = await readProfile(tx, from);
  const file = profile.logoId === null ? null : await readLogo(tx, from, profile.logoId);
  if (file !== null) {
    const { bytes, ...logo } = file;
    await insertLogo(tx, to, logo, bytes, now);
  }
  await writeProfile(tx, to, profile, now);
}
