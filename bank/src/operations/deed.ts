import type { Notice } from '../api.ts';
import type { Plan } from '../book/AgendaRows.ts';
import type { Bank } from './Bank.ts';

/** Does what a plan asks and says what the merchant is told of it; undefined when nothing came of it, or nobody is to be told. */
export type Deed = (bank: Bank, plan: Plan) => Pick<Notice, 'account' | 'data'> | undefined;
