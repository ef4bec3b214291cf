import { EVIDENCE_FILES, EVIDENCE_TEXTS } from '@guichet/contract/wire/dispute.ts';
import { expect, it } from 'vitest';
import { groupsFor } from './evidenceGroups.ts';

it.each(['fraudulent', 'product_not_received', 'duplicate', 'general'])('an answer to %s has every field once', (reason) => {
  const fields = groupsFor(reason).flatMap((group) => group.fields);
  expect([...fields].sort()).toEqual([...EVIDENCE_TEXTS, ...EVIDENCE_FILES].sort());
});

it('what matters for the reason stands first', () => {
  const shown = groupsFor('duplicate').map(({ name, matters }) => [name, matters]);
  expect(shown.slice(0, 3)).toEqual([
    ['sale', true],
    ['duplicate', true],
    ['payer', false],
  ]);
});
