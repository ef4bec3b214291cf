import { describe, expect, it } from 'vitest';
import { readOpenGroups } from './foldedGroups.ts';

const AT_FIRST = { day: true, selling: true, money: true, business: false, technical: false };

describe('readOpenGroups', () => {
  it.each([
    ['nothing kept', null, AT_FIRST],
    ['no JSON', 'open', AT_FIRST],
    ['not an object', '3', AT_FIRST],
    ['a choice', '{"technical":true,"money":false}', { ...AT_FIRST, technical: true, money: false }],
    ['a group that is gone, and no yes or no', '{"tools":true,"business":"yes"}', AT_FIRST],
  ])('%s', (_case, text, groups) => {
    expect(readOpenGroups(text)).toEqual(groups);
  });
});
