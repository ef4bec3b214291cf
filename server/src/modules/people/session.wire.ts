import type { SessionView } from '@guichet/contract/terminal.ts';
import { modeOf, type Seat, type Session } from './person.ts';
import { rightsOf } from './rights.rules.ts';
import { hasSecondFactor, IDLE_LIMIT_MS, needsSecondFactor } from './session.rules.ts';
import { ceilingsView, sightView } from './team.wire.ts';

export const sessionView = (session: Session, seat: Seat, isMailConfigured: boolean): SessionView => ({
  person: session.person,
  account: {
    id: seat.account,
    business_name: seat.businessName,
    country: seat.country,
    default_currency: seat.defaultCurrency,
    time_zone: seat.timeZone,
  },
  livemode: seat.livemode,
  modes: session.seats.filter(({ account }) => account === seat.account).map(modeOf),
  role: seat.role,
  role_name: seat.ownRole?.name ?? null,
  permissions: rightsOf(seat).permissions,
  sees: sightView(rightsOf(seat).sight),
  ceilings: ceilingsView(rightsOf(seat).ceilings),
  idle_timeout_seconds: IDLE_LIMIT_MS / 1000,
  mail: { configured: isMailConfigured },
  second_factor: {
    enrolled: hasSecondFactor(session),
    required: needsSecondFactor(seat, session.startedAt),
  },
});
