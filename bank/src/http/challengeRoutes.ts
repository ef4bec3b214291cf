import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AuthenticationRow } from '../book/AuthenticationRows.ts';
import { completeChallenge } from '../operations/authenticate.ts';
import type { Bank } from '../operations/Bank.ts';
import { challengeHeaders, challengePage, unknownChallengePage } from './challengePage.ts';
import { languageOf } from './challengeTexts.ts';

type Asked = FastifyRequest<{ Params: { secret: string } }>;

function show(request: FastifyRequest, reply: FastifyReply, row: AuthenticationRow | undefined): FastifyReply {
  const language = languageOf(request.headers['accept-language']);
  reply.headers(challengeHeaders).header('content-language', language).header('vary', 'accept-language');
  return row === undefined ? reply.code(404).send(unknownChallengePage(language)) : reply.send(challengePage(row, language));
}

/** Where payers prove that a card is theirs: the only pages of the bank that browsers see. No fault strikes them. */
export function challengeRoutes(app: FastifyInstance, bank: Bank): void {
  app.get('/challenges/:secret', (request: Asked, reply) =>
    show(request, reply, bank.book.authentications.findBySecret(request.params.secret)),
  );

  app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    );
    scope.post('/challenges/:secret', (request: Asked, reply) => {
      const answer = request.body instanceof URLSearchParams ? request.body.get('answer') : null;
      const { secret } = request.params;
      const row =
        answer === 'approve' || answer === 'fail'
          ? completeChallenge(bank, secret, answer === 'approve' ? 'authenticated' : 'failed')
          : bank.book.authentications.findBySecret(secret);
      // A second answer leads back as well; the first one counts.
      return row === undefined || row.status === 'open' ? show(request, reply, row) : reply.redirect(row.return_url, 303);
    });
  });
}
