import { expect, it } from 'vitest';
import { entryModeOf, type OffSession } from './entryMode.rules.ts';

const CHANNELS = ['phone', 'email', 'mail', 'fax', 'in_person', 'api'] as const;

/** Per channel: entered for this payment and MOTO; entered and not; on file and not; off session, entered or on file. */
const TABLE = {
  phone: ['moto_phone', 'ecommerce', 'saved_cit', 'mit_unscheduled'],
  email: ['moto_mail', 'ecommerce', 'saved_cit', 'mit_unscheduled'],
  mail: ['moto_mail', 'ecommerce', 'saved_cit', 'mit_unscheduled'],
  fax: ['moto_mail', 'ecommerce', 'saved_cit', 'mit_unscheduled'],
  in_person: ['moto_mail', 'keyed_in_person', 'keyed_in_person', 'mit_unscheduled'],
  api: ['moto', 'ecommerce', 'saved_cit', 'mit_unscheduled'],
} as const;

it.each(CHANNELS)('a card that came by %s', (channel) => {
  const [moto, entered, onFile, offSession] = TABLE[channel];
  const mode = (facts: { moto?: boolean; offSession?: OffSession; onFile?: boolean }) =>
    entryModeOf({ moto: false, offSession: false, onFile: false, ...facts, channel });
  expect(mode({ moto: true })).toBe(moto);
  // MOTO says how the order came, whoever holds the card and wherever it lies.
  expect(mode({ moto: true, onFile: true })).toBe(moto);
  expect(mode({ moto: true, offSession: 'unscheduled', onFile: true })).toBe(moto);
  expect(mode({})).toBe(entered);
  expect(mode({ onFile: true })).toBe(onFile);
  expect(mode({ offSession: 'unscheduled' })).toBe(offSession);
  expect(mode({ offSession: 'unscheduled', onFile: true })).toBe(offSession);
  expect(mode({ offSession: 'recurring', onFile: true })).toBe('mit_recurring');
});
