import { ApiError } from '@guichet/contract/errors.ts';
import { describe, expect, it } from 'vitest';
import { checkExpand, type Expandable, expandPaths, takeExpand } from './expand.ts';
import { decodeForm } from './formDecode.ts';

const known = {
  payment_intent: { latest_charge: 'charge', customer: 'customer' },
  charge: {
    customer: 'customer',
    balance_transaction: 'balance_transaction',
    payment_intent: 'payment_intent',
    refunds: { listOf: 'refund' },
  },
  refund: { charge: 'charge' },
  customer: { invoice_settings: 'customer.invoice_settings' },
  'customer.invoice_settings': { default_payment_method: 'payment_method' },
} as const;

const refusal = (run: () => unknown): string => {
  try {
    run();
    return 'accepted';
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
};

describe('takeExpand', () => {
  it('takes the paths out of the parameters', () => {
    const decoded = decodeForm('expand[]=customer&expand[]=data.customer&expand[]=customer&limit=1');
    expect(takeExpand(decoded)).toEqual(['customer', 'data.customer']);
    expect(Object.keys(decoded)).toEqual(['limit']);
    expect(takeExpand(decodeForm('expand[0]=a&expand[1]=b'))).toEqual(['a', 'b']);
  });

  it('refuses what is no list of texts, and more than twenty', () => {
    expect(refusal(() => takeExpand(decodeForm('expand=customer')))).toBe('The parameter "expand" must be a list.');
    expect(refusal(() => takeExpand(decodeForm('expand[][a]=1')))).toBe('The parameter "expand[0]" must be a text.');
    expect(refusal(() => takeExpand(decodeForm('expand[]=a&'.repeat(21))))).toContain('20');
  });
});

describe('checkExpand, for a caller who may not read customers', () => {
  const rules = {
    known,
    needs: { customer: 'customers.read', charge: 'payments.read' },
    permissions: new Set(['payments.read' as const]),
  } as const;

  it.each([
    ['payment_intent', 'latest_charge'],
    ['payment_intent', 'latest_charge.balance_transaction'],
    [{ listOf: 'charge' }, 'data.payment_intent'],
    [{ listOf: 'payment_intent' }, 'data.latest_charge'],
  ] as const)('lets pass, in %o, %s', (answers, path) => {
    expect(() => checkExpand(rules, answers, [path])).not.toThrow();
  });

  it.each([
    ['payment_intent', 'customer'],
    ['payment_intent', 'latest_charge.customer'],
    [{ listOf: 'charge' }, 'data.customer'],
    [{ listOf: 'charge' }, 'data.payment_intent.customer'],
  ] as const)('refuses, in %o, %s by name', (answers, path) => {
    const message = `To expand "${path}" needs the permission "customers.read", which this key or person does not have.`;
    expect(() => checkExpand(rules, answers, [path])).toThrow(expect.objectContaining({ code: 'forbidden', message }));
  });
});

describe('checkExpand', () => {
  it.each<[string, Expandable | undefined, boolean]>([
    ['customer', 'charge', true],
    ['payment_intent.latest_charge.customer', 'charge', true],
    ['data.payment_intent.latest_charge.payment_intent.customer', { listOf: 'charge' }, true],
    ['refunds.data.charge', 'charge', true],
    ['customer.invoice_settings.default_payment_method', 'charge', true],
    ['payment_intent.latest_charge.payment_intent.latest_charge.customer', 'charge', false],
    ['amount', 'charge', false],
    ['customer', { listOf: 'charge' }, false],
    ['data', { listOf: 'charge' }, false],
    ['data.customer', 'charge', false],
    ['constructor', 'charge', false],
    ['__proto__.customer', 'charge', false],
    ['', 'charge', false],
    ['customer.', 'charge', false],
    ['customer', undefined, false],
  ])('%s of %j: %s', (path, answers, can) => {
    expect(refusal(() => checkExpand({ known, needs: {}, permissions: new Set() }, answers, [path]))).toBe(
      can ? 'accepted' : `This property cannot be expanded (${path}).`,
    );
  });
});

describe('expandPaths', () => {
  const store: Record<string, Record<string, unknown>> = {
    customer: { cus_1: { id: 'cus_1', object: 'customer', invoice_settings: { default_payment_method: 'pm_1' } } },
    charge: { ch_1: { id: 'ch_1', object: 'charge', customer: 'cus_1', balance_transaction: 'txn_1', payment_intent: 'pi_1' } },
    balance_transaction: { txn_1: { id: 'txn_1', object: 'balance_transaction' } },
    payment_method: { pm_1: { id: 'pm_1', object: 'payment_method' } },
    'charge.refunds': { ch_1: { object: 'list', data: [{ id: 're_1', charge: 'ch_1' }] } },
  };
  function expander() {
    const asked: string[] = [];
    const resolve = async (type: string, ids: readonly string[]) => {
      asked.push(`${type} ${ids.join(' ')}`);
      return new Map(ids.filter((id) => store[type]?.[id]).map((id) => [id, store[type]?.[id]]));
    };
    return {
      asked,
      expand: (body: unknown, answers: Expandable, ...paths: string[]) => expandPaths(body, paths, { known, resolve, answers }),
    };
  }

  it('puts objects where their ids stood, level by level, and leaves what it was given as it was', async () => {
    const intent = { id: 'pi_1', object: 'payment_intent', latest_charge: 'ch_1', customer: null };
    const body = await expander().expand(
      intent,
      'payment_intent',
      'latest_charge.customer.invoice_settings.default_payment_method',
      'latest_charge.balance_transaction',
      'customer',
    );
    expect(body).toEqual({
      id: 'pi_1',
      object: 'payment_intent',
      customer: null,
      latest_charge: {
        id: 'ch_1',
        object: 'charge',
        customer: {
          id: 'cus_1',
          object: 'customer',
          invoice_settings: { default_payment_method: { id: 'pm_1', object: 'payment_method' } },
        },
        balance_transaction: { id: 'txn_1', object: 'balance_transaction' },
        payment_intent: 'pi_1',
      },
    });
    expect(intent.latest_charge).toBe('ch_1');
    expect(store.charge?.ch_1).toMatchObject({ customer: 'cus_1' });
  });

  it('asks once per type for a whole list', async () => {
    const { asked, expand } = expander();
    const list = {
      object: 'list',
      data: [
        { id: 'ch_1', customer: 'cus_1' },
        { id: 'ch_2', customer: 'cus_1' },
        { id: 'ch_3', customer: 'cus_gone' },
      ],
    };
    const body = (await expand(list, { listOf: 'charge' }, 'data.customer')) as typeof list;
    expect(asked).toEqual(['customer cus_1 cus_gone']);
    expect(body.data.map(({ customer }) => customer)).toEqual([store.customer?.cus_1, store.customer?.cus_1, 'cus_gone']);
  });

  it('descends into what is an object already', async () => {
    const { asked, expand } = expander();
    const body = await expand({ id: 'pi_1', latest_charge: { id: 'ch_1', customer: 'cus_1' } }, 'payment_intent', 'latest_charge.customer');
    expect(asked).toEqual(['customer cus_1']);
    expect(body).toMatchObject({ latest_charge: { customer: { id: 'cus_1' } } });
  });

  it('brings a list that an object carries only when asked, and expands in it', async () => {
    const body = await expander().expand({ id: 'ch_1', object: 'charge' }, 'charge', 'refunds.data.charge');
    expect(body).toMatchObject({ refunds: { object: 'list', data: [{ id: 're_1', charge: { id: 'ch_1', customer: 'cus_1' } }] } });
  });

  it('adds no field that was not there', async () => {
    expect(await expander().expand({ id: 'cus_1', object: 'customer', deleted: true }, 'customer', 'invoice_settings')).toEqual({
      id: 'cus_1',
      object: 'customer',
      deleted: true,
    });
  });
});
