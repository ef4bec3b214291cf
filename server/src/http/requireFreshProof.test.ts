import { expect, it } from 'vitest';
import { requireFreshProof } from './requireFreshProof.ts';

const PROVED = new Date('2026-11-22T10:00:00Z');
const person = { actor: { kind: 'person', id: 'u_1', name: 'Odile' }, provedAt: PROVED } as const;
const later = (seconds: number): Date => new Date(PROVED.getTime() + seconds * 1000);

it.each([0, 1, 599])('a proof is fresh after %i seconds', (seconds) => {
  expect(() => requireFreshProof(person, later(seconds))).not.toThrow();
});

it.each([600, 86_400])('a proof of %i seconds ago is asked for again', (seconds) => {
  expect(() => requireFreshProof(person, later(seconds))).toThrow(expect.objectContaining({ code: 'step_up_required' }));
});

it('a session without any is asked for one, and a key is refused', () => {
  expect(() => requireFreshProof({ actor: person.actor }, PROVED)).toThrow(expect.objectContaining({ code: 'step_up_required' }));
  expect(() => requireFreshProof({ actor: { kind: 'key', id: 'key_1', name: 'Shop' }, provedAt: PROVED }, PROVED)).toThrow(
    expect.objectContaining({ code: 'forbidden' }),
  );
});
