import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Sale } from './sale.ts';

/** What follows when a sale has its answer: the card is forgotten, lists are asked for anew, and a problem is read out. */
export function useAfterSale(sale: Sale, forgetCard: () => void): void {
  const client = useQueryClient();
  const { step } = sale;
  useEffect(() => {
    // The number has served: what the bank accepted needs it no more.
    if (step === 'approved' || step === 'held') forgetCard();
    if (step === 'approved' || step === 'held' || step === 'declined') {
      void client.invalidateQueries({ queryKey: ['payments'] });
      void client.invalidateQueries({ queryKey: ['sales'] });
    }
  }, [step, client, forgetCard]);
  const problem = sale.step === 'editing' ? sale.problem : null;
  useEffect(() => {
    if (problem !== null) document.getElementById('sale-problem')?.focus();
  }, [problem]);
}
