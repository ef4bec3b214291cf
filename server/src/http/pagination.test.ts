import { ApiError } from '@guichet/contract/errors.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fields } from './fields.ts';
import { decodeForm } from './formDecode.ts';
import { listBody, listQuery, readPage } from './pagination.ts';
import { parse } from './parse.ts';

const schema = listQuery({ customer: fields.id('cus').optional() });
const query = (text: string) => {
  try {
    return parse(schema, decodeForm(text));
  } catch (error) {
    if (error instanceof ApiError) return `${error.code} ${error.details.param}`;
    throw error;
  }
};
const at = (seconds: number) => new Date(seconds * 1000);

describe('listQuery', () => {
  it.each([
    ['', {}],
    ['limit=100&starting_after=x&customer=cus_1', { limit: 100, starting_after: 'x', customer: 'cus_1' }],
    ['limit=0', 'parameter_invalid_integer limit'],
    ['limit=101', 'parameter_invalid_integer limit'],
    ['starting_after=a&ending_before=b', 'parameters_exclusive ending_before'],
    ['starting_after=', 'parameter_invalid_empty starting_after'],
    ['created=5', { created: { from: at(5), until: at(6) } }],
    ['created[gt]=5&created[lt]=9', { created: { from: at(6), until: at(9) } }],
    ['created[gte]=5&created[lte]=9', { created: { from: at(5), until: at(10) } }],
    ['created[gt]=5&created[gte]=3', { created: { from: at(6) } }],
    ['created[gt]=x', 'parameter_invalid_integer created[gt]'],
    ['created[foo]=1', 'parameter_unknown created[foo]'],
    ['created=x', 'parameter_invalid_integer created'],
    ['page=2', 'parameter_unknown page'],
  ])('reads %j', (text, expected) => {
    expect(query(text)).toEqual(expected);
  });
});

describe('readPage', () => {
  it('walks a list both ways, newest first, each row once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 12 }), async (count, limit) => {
        const oldestFirst = Array.from({ length: count }, (_, index) => String(index).padStart(3, '0'));
        const fetch = async ({ after, before, take }: { after?: string; before?: string; take: number }) =>
          before === undefined
            ? oldestFirst
                .toReversed()
                .filter((id) => after === undefined || id < after)
                .slice(0, take)
            : oldestFirst.filter((id) => id > before).slice(0, take);

        const down: string[] = [];
        for (let more = true; more; ) {
          const page = await readPage({ limit, starting_after: down.at(-1) }, fetch);
          down.push(...page.rows);
          more = page.hasMore;
        }
        expect(down).toEqual(oldestFirst.toReversed());

        const last = down.at(-1);
        if (last === undefined) return;
        const up = [last];
        for (let more = true; more; ) {
          const page = await readPage({ limit, ending_before: up[0] }, fetch);
          up.unshift(...page.rows);
          more = page.hasMore;
        }
        expect(up).toEqual(down);
      }),
    );
  });

  it('holds ten rows unless told otherwise', async () => {
    const { rows, hasMore } = await readPage({}, async ({ take }) => Array.from({ length: take }, (_, index) => index));
    expect(listBody('/v1/things', rows, hasMore)).toEqual({
      object: 'list',
      data: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      has_more: true,
      url: '/v1/things',
    });
  });
});
