import type { FastifyInstance } from 'fastify';
import type { FaultList, FaultRequest } from '../api.ts';
import type { FaultRows } from '../book/FaultRows.ts';
import { faultBody } from './schemas.ts';
import type { Waits } from './Waits.ts';

/** Faults on demand. None of these routes is ever struck by one. */
export function controlRoutes(app: FastifyInstance, faults: FaultRows, waits: Waits): void {
  app.post<{ Body: FaultRequest }>('/control/faults', { schema: { body: faultBody } }, (request, reply) =>
    reply.send(faults.add(request.body)),
  );

  app.get('/control/faults', (_request, reply) => {
    const list: FaultList = { faults: faults.list(), waiting: waits.count };
    return reply.send(list);
  });

  app.delete('/control/faults', (_request, reply) => reply.send({ deleted: faults.clear() }));
}
