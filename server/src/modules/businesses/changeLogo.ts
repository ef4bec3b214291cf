import { createHash } from 'node:crypto';
import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import type { Logo } from './business.ts';
import { lockPlace, readProfile, writeProfile } from './businessProfiles.store.ts';
import { cleanLogo, MAX_LOGO_BYTES, MAX_LOGO_SIDE } from './logoFile.rules.ts';
import { insertLogo } from './logos.store.ts';

type Parts = Pick<UseCaseParts, 'recordActivity'>;

function accepted(bytes: Buffer) {
  if (bytes.length === 0) throw new ApiError('parameter_invalid_empty', { param: 'file', message: 'The file is empty.' });
  if (bytes.length > MAX_LOGO_BYTES)
    throw new ApiError('file_too_large', { param: 'file', message: `A logo has at most ${MAX_LOGO_BYTES / 1024} kB.` });
  const picture = cleanLogo(bytes);
  if (typeof picture !== 'string') return picture;
  const messages = {
    type: 'A logo is a PNG or a JPEG, of eight bits a colour and not interlaced. A drawing in SVG is not taken: save it as a PNG.',
    size: `A logo has at most ${MAX_LOGO_SIDE} pixels on each side.`,
    broken: 'This picture is damaged and cannot be drawn. Save it again as a PNG.',
  };
  throw new ApiError(picture === 'size' ? 'file_too_large' : 'file_type_invalid', { param: 'file', message: messages[picture] });
}

async function put(tx: Transaction, parts: Parts, context: RequestContext, logoId: string | null): Promise<void> {
  const { tenantId, account } = context.caller;
  const profile = await readProfile(tx, tenantId);
  if (profile.logoId === logoId) return;
  await writeProfile(tx, tenantId, { ...profile, logoId }, context.now);
  const details = { ...(profile.logoId !== null && { logo_before: profile.logoId }), ...(logoId !== null && { logo: logoId }) };
  await parts.recordActivity(tx, activityOrigin(context), { action: 'business.logo', target: account, details });
}

/** Takes a picture in as the place's logo, cleaned of everything that is not drawn. */
export async function changeLogo(tx: Transaction, parts: Parts, context: RequestContext, file: Buffer): Promise<void> {
  const { bytes, ...picture } = accepted(file);
  const logo: Logo = { id: createHash('sha256').update(bytes).digest('hex').slice(0, 40), ...picture };
  await lockPlace(tx, context.caller.tenantId);
  await insertLogo(tx, context.caller.tenantId, logo, bytes, context.now);
  await put(tx, parts, context, logo.id);
}

/** Receipts go out without a logo from now on; those that were sent keep theirs. */
export async function removeLogo(tx: Transaction, parts: Parts, context: RequestContext): Promise<void> {
  await lockPlace(tx, context.caller.tenantId);
  await put(tx, parts, context, null);
}
