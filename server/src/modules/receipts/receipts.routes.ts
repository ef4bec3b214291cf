import { ApiError } from '@guichet/contract/errors.ts';
import { LANGUAGES } from '@guichet/contract/terminal.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import type { Jobs } from '../../jobs/index.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import { DELIVERY } from './deliverMessage.ts';
import { hiddenKinds } from './message.ts';
import { messageSummary, messageView, withoutName } from './message.wire.ts';
import { findMessage, listMessages } from './messages.store.ts';
import { type SendReceiptDeps, sendReceipt } from './sendReceipt.ts';
import { templateRoutes } from './templates.routes.ts';

interface Deps extends SendReceiptDeps {
  readonly database: Database;
  readonly jobs: Jobs;
}

const createReceipt = (deps: Deps): AnyRoute =>
  route({
    method: 'POST',
    path: '/guichet/v1/receipts',
    permission: 'payments.write',
    answers: 'message_summary',
    body: fields.object({
      payment_intent: fields.id('pi'),
      email: fields.email(),
      language: fields.enumOf(LANGUAGES).optional(),
    }),
    async handler({ context, body }) {
      const { payment_intent, email, language } = body;
      const request = { payment_intent, email, ...(language === undefined ? {} : { language }) };
      const reply = await once(deps.database, context, async (tx) => ok(messageSummary(await sendReceipt(deps, tx, context, request))));
      deps.jobs.wake(DELIVERY.name);
      return reply;
    },
  });

const messageList = ({ database }: Deps): AnyRoute =>
  route({
    method: 'GET',
    path: '/guichet/v1/messages',
    permission: 'messages.read',
    answers: { listOf: 'message_summary' },
    query: listQuery({ payment_intent: fields.id('pi').optional() }),
    async handler({ context: { caller }, query, path }) {
      const { sight, actor, permissions } = caller;
      const filter = { ...query, ownOf: sight?.ownPayments ? actor.id : undefined, hidden: hiddenKinds(permissions) };
      const { rows, hasMore } = await readPage(query, (page) => listMessages(database, caller.tenantId, filter, page));
      return ok(listBody(path, rows.map(messageSummary), hasMore));
    },
  });

const oneMessage = ({ database }: Deps): AnyRoute =>
  route({
    method: 'GET',
    path: '/guichet/v1/messages/:id',
    permission: 'messages.read',
    answers: 'message_view',
    async handler({ context, params }) {
      const { tenantId, sight, permissions } = context.caller;
      const message = await findMessage(database, tenantId, params.id);
      if (message === null || hiddenKinds(permissions).includes(message.kind))
        throw new ApiError('resource_missing', { param: 'id', message: `No such message: '${params.id}'.` });
      return ok(messageView(sight?.hidesContacts ? withoutName(message) : message));
    },
  });

export const receiptRoutes = (deps: Deps): AnyRoute[] => [
  createReceipt(deps),
  messageList(deps),
  oneMessage(deps),
  ...templateRoutes(deps),
];
