import { ApiError } from '@guichet/contract/errors.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import type { RequestContext } from '../../platform/context.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import { returnUrlField } from '../authentications/index.ts';
import {
  enterMethod,
  enterTestCard,
  type MethodParts,
  type PaymentMethodInput,
  paymentMethodFields,
  paymentMethodWire,
  requirePaymentMethod,
} from '../payment_methods/index.ts';
import { confirmationTokenWire } from './confirmationToken.wire.ts';
import { type ConfirmationTokenInput, createConfirmationToken } from './createConfirmationToken.ts';
import { requireConfirmationToken } from './spendConfirmationToken.ts';

const { address, enumOf, id, nullable, object, text } = fields;

const body = object({
  payment_method: id('pm').optional(),
  payment_method_data: object(paymentMethodFields).optional(),
  return_url: returnUrlField().optional(),
  setup_future_usage: enumOf(['off_session', 'on_session']).optional(),
  shipping: object({ address: address(), name: text({ max: 256 }), phone: nullable(text({ max: 40 })).optional() }).optional(),
});

interface Body extends ConfirmationTokenInput {
  readonly payment_method?: string | undefined;
  readonly payment_method_data?: PaymentMethodInput | undefined;
}

/** `/v1/confirmation_tokens`: made by pages, with a publishable key, or by tests where there is no page. */
export function confirmationTokenRoutes(database: Database, parts: UseCaseParts & MethodParts): AnyRoute[] {
  const given = async (context: RequestContext, { payment_method: method, payment_method_data: data }: Body) => {
    if ((method === undefined) === (data === undefined)) {
      throw new ApiError(method === undefined ? 'parameter_missing' : 'parameters_exclusive', {
        param: 'payment_method_data',
        message: 'Give "payment_method_data" or "payment_method", and one of them.',
      });
    }
    if (data !== undefined) return { entered: await enterMethod(parts, context, data, 'payment_method_data') };
    const testCard = await enterTestCard(parts, context, method ?? '');
    return testCard === null ? { id: method ?? '' } : { entered: testCard };
  };
  const create = async (context: RequestContext, input: Body) => {
    const method = await given(context, input);
    return once(database, context, async (tx) => {
      const made = await createConfirmationToken(tx, parts, context, input, method);
      const { livemode } = context.caller;
      return { status: 200, body: confirmationTokenWire(made.token, paymentMethodWire(made.method, livemode), livemode) };
    });
  };
  return [
    route({
      method: 'POST',
      path: '/v1/confirmation_tokens',
      permission: 'payments.write',
      answers: 'confirmation_token',
      publishable: true,
      body,
      handler: ({ context, body: input }) => create(context, input),
    }),
    route({
      method: 'POST',
      path: '/v1/test_helpers/confirmation_tokens',
      permission: 'payments.write',
      answers: 'confirmation_token',
      body,
      handler: ({ context, body: input }) => {
        if (context.caller.livemode) throw new ApiError('forbidden', { message: 'Test helpers are for test mode.' });
        return create(context, input);
      },
    }),
    route({
      method: 'GET',
      path: '/v1/confirmation_tokens/:id',
      permission: 'payments.read',
      answers: 'confirmation_token',
      publishable: true,
      handler: async ({ context: { caller }, params }) => {
        const token = await requireConfirmationToken(database, caller.tenantId, params.id);
        const method = await requirePaymentMethod(database, caller.tenantId, token.paymentMethodId);
        return ok(confirmationTokenWire(token, paymentMethodWire(method, caller.livemode), caller.livemode));
      },
    }),
  ];
}
