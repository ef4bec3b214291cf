import type { FastifyInstance } from 'fastify';
import type { FaultList, FaultRequest } from '../api.ts';
import type { Bank } from '../operations/Bank.ts';
import { keepAgenda } from '../operations/keepAgenda.ts';
import { clockBody, faultBody } from './schemas.ts';
import type { Waits } from './Waits.ts';

/** Faults on demand, and the clock that tests move. None of these routes is ever struck by a fault. */
export function controlRoutes(app: FastifyInstance, bank: Bank, waits: Waits): void {
  const { faults, clock } = bank.book;
  app.post<{ Body: FaultRequest }>('/control/faults', { schema: { body: faultBody } }, (request, reply) =>
    reply.send(faults.add(request.body)),
  );

  app.get('/control/faults', (_request, reply) => {
    const list: FaultList = { faults: faults.list(), waiting: waits.count };
    return reply.send(list);
  });

  app.delete('/control/faults', (_request, reply) => reply.send({ deleted: faults.clear() }));

  app.post<{ Body: { advance_seconds: number } }>('/control/clock', { schema: { body: clockBody } }, (request, reply) => {
    clock.advance(request.body.advance_seconds);
    keepAgenda(bank);
    return reply.send({ now: bank.clock.nowS() });
  });

  app.get('/control/clock', (_request, reply) => reply.send({ now: bank.clock.nowS() }));
}
