import type { Bank } from './Bank.ts';
import { deeds } from './deeds.ts';

/** Does everything that is due, in order. Whatever reads the book afterwards sees it done, as if it had been done in time. */
export function keepAgenda(bank: Bank): void {
  const { book, clock } = bank;
  book.transaction(() => {
    for (let plan = book.agenda.take(clock.nowS()); plan !== undefined; plan = book.agenda.take(clock.nowS())) {
      const deed = deeds[plan.kind];
      if (deed === undefined) throw new Error(`Nobody knows how to do ${plan.kind}.`);
      const told = deed(bank, plan);
      if (told) book.notices.add({ at: plan.dueAt, kind: plan.kind, reference: plan.reference, ...told });
    }
  });
}
