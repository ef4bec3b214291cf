import type { Failure } from '../../api/outcome.ts';

/** Which of the two fields a refusal is about. */
export const refusedField = (failure: Failure | null): 'base_url' | 'secret' | null =>
  failure?.kind === 'refused' && (failure.param === 'base_url' || failure.param === 'secret') ? failure.param : null;

/** An address as the server keeps it: without blanks around it or a slash at its end. */
export const tidyAddress = (text: string): string => text.trim().replace(/\/+$/, '');
