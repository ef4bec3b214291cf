import type { FastifyError, FastifyInstance } from 'fastify';
import { Refusal } from '../operations/Refusal.ts';

/** Every error has a code, and no message repeats what was sent: it may be a card number. */
export function answerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((_request, reply) => {
    const refusal = new Refusal(404, 'not_found', 'There is nothing at this address.');
    return reply.code(refusal.status).send(refusal.toAnswer());
  });

  app.setErrorHandler<FastifyError | Refusal>((error, request, reply) => {
    const refusal = error instanceof Refusal ? error : refusalFor(error);
    if (refusal.status >= 500) request.log.error(error);
    return reply.code(refusal.status).send(refusal.toAnswer());
  });
}

function refusalFor(error: FastifyError): Refusal {
  const status = error.statusCode ?? 500;
  if (status >= 500) return new Refusal(500, 'internal_error', 'The sandbox bank has failed; its log says why.');
  const [violation] = error.validation ?? [];
  if (!violation) return new Refusal(status, 'invalid_request', 'The body cannot be read as JSON of an allowed size and type.');
  const field = violation.params.additionalProperty;
  const detail = typeof field === 'string' && /^[a-z_]{1,40}$/.test(field) ? ` (${field})` : '';
  const place = violation.instancePath === '' ? 'The request' : violation.instancePath.slice(1).replaceAll('/', '.');
  return new Refusal(400, 'invalid_request', `${place} ${violation.message ?? 'is not as it should be'}${detail}.`);
}
