import { parseColour } from '@guichet/contract/accent.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { isTimeZone } from '@guichet/contract/timeZone.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, publicRoute, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Database, Transaction } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import { acceptDescriptor, nameOnStatements } from '../payments/index.ts';
import { businessView } from './business.wire.ts';
import { readProfile } from './businessProfiles.store.ts';
import { changeBusiness } from './changeBusiness.ts';
import { changeLogo, removeLogo } from './changeLogo.ts';
import { MAX_LOGO_BYTES } from './logoFile.rules.ts';
import { findLogo, readLogoOfAccount } from './logos.store.ts';

const { address, boolean, email, nullable, object, text, textAs, unreadText } = fields;

const MOST = 200;
const NUMBER = 40;
const WRITE = 'business.write';

const website = textAs(
  (given) => (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol) ? given : null),
  'url_invalid',
  'The parameter % is not an address such as https://shop.example.',
  MOST,
);
const descriptor = textAs(
  acceptDescriptor,
  'parameter_invalid',
  'The parameter % must have 5 to 22 plain letters, digits and signs, one letter at least, and none of < > \\ \' " *.',
  22,
);

/** Numbers of registers may look like a card's, and are shown in full. */
const registered = nullable(unreadText({ max: NUMBER })).optional();
const words = nullable(text({ max: MOST })).optional();

const legal = object({
  legal_form: words,
  capital: words,
  siren: registered,
  siret: registered,
  rcs: words,
  vat_number: registered,
  sole_trader: boolean().optional(),
  vat_exempt: boolean().optional(),
  tax_code: registered,
  rea: registered,
  pec: registered,
  registration: words,
});

const change = object({
  business_name: textAs((given) => (given.trim() === '' ? null : given), 'parameter_invalid', 'The parameter % is empty.', MOST).optional(),
  time_zone: textAs(
    (given) => (isTimeZone(given) ? given : null),
    'parameter_invalid',
    'The parameter % must be a zone such as Europe/Paris.',
    64,
  ).optional(),
  statement_descriptor: nullable(descriptor).optional(),
  email: nullable(email()).optional(),
  phone: nullable(text({ max: NUMBER })).optional(),
  website: nullable(website).optional(),
  address: address().optional(),
  legal: legal.optional(),
  accent: nullable(
    textAs(parseColour, 'parameter_invalid', 'The parameter % must be a colour of six hexadecimal digits, such as #0f6580.', 7),
  ).optional(),
});

export interface BusinessParts extends Pick<UseCaseParts, 'recordActivity'> {
  readonly database: Database;
}

async function view(sql: Database | Transaction, tenantId: number) {
  const [tenant, profile] = await Promise.all([readTenant(sql, tenantId), readProfile(sql, tenantId)]);
  const logo = profile.logoId === null ? null : await findLogo(sql, tenantId, profile.logoId);
  return ok(businessView(tenant, profile, logo, nameOnStatements(tenant)));
}

const YEAR_SECONDS = 31_536_000;

/** What a place says of itself, and its logo, which anybody may see who has its address. */
export function businessRoutes(parts: BusinessParts): AnyRoute[] {
  const { database } = parts;
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/business',
      permission: WRITE,
      answers: 'business_view',
      handler: ({ context: { caller } }) => view(database, caller.tenantId),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/business',
      permission: WRITE,
      answers: 'business_view',
      body: change,
      handler: ({ context, body }) =>
        once(database, context, async (tx) => {
          await changeBusiness(tx, parts, context, body);
          return view(tx, context.caller.tenantId);
        }),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/business/logo',
      permission: WRITE,
      answers: 'business_view',
      uploads: { maxFileBytes: MAX_LOGO_BYTES },
      handler: ({ context, file }) => {
        if (file === null) throw new ApiError('parameter_missing', { param: 'file', message: 'Send the file itself as "file".' });
        return once(database, context, async (tx) => {
          await changeLogo(tx, parts, context, file.bytes);
          return view(tx, context.caller.tenantId);
        });
      },
    }),
    route({
      method: 'DELETE',
      path: '/guichet/v1/business/logo',
      permission: WRITE,
      answers: 'business_view',
      handler: ({ context }) =>
        once(database, context, async (tx) => {
          await removeLogo(tx, parts, context);
          return view(tx, context.caller.tenantId);
        }),
    }),
    publicRoute({
      method: 'GET',
      path: '/pay/logos/:account/:id',
      downloads: true,
      handler: async ({ params }) => {
        const logo = await readLogoOfAccount(database, params.account, params.id);
        if (logo === null) throw new ApiError('resource_missing', { message: 'No such logo.' });
        const headers = {
          'content-type': logo.type,
          'content-length': String(logo.bytes.length),
          'x-content-type-options': 'nosniff',
          'content-security-policy': "default-src 'none'; sandbox",
          // Its address is made of what it shows.
          'cache-control': `public, max-age=${YEAR_SECONDS}, immutable`,
        };
        return { status: 200, body: logo.bytes, headers };
      },
    }),
  ];
}
