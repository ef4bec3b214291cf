import { ROLE_PERMISSIONS } from '@guichet/contract/permissions.ts';
import type { SessionView } from '@guichet/contract/terminal.ts';
import type { Person, Seat } from './person.ts';
import { IDLE_LIMIT_MS } from './session.rules.ts';

export const sessionView = ({ id, name, email, language }: Person, seat: Seat, isMailConfigured: boolean): SessionView => ({
  person: { id, name, email, language },
  account: {
    id: seat.account,
    business_name: seat.businessName,
    country: seat.country,
    default_currency: seat.defaultCurrency,
    time_zone: seat.timeZone,
  },
  livemode: seat.livemode,
  role: seat.role,
  permissions: ROLE_PERMISSIONS[seat.role],
  idle_timeout_seconds: IDLE_LIMIT_MS / 1000,
  mail: { configured: isMailConfigured },
});
