import type { OwnFieldView } from '@guichet/contract/counterFieldViews.ts';
import { expect, it } from 'vitest';
import { askedFields, NO_EXTRAS, saleMetadata, unanswered } from './saleExtras.ts';

const field = (key: string, more: Partial<OwnFieldView> = {}): OwnFieldView => ({
  ...{ id: `field_${key}`, key, label: key, kind: 'text', choices: [], channels: [], required: false, printable: false, position: 0 },
  ...more,
});
const FIELDS = [field('order', { required: true }), field('table', { channels: ['in_person'], required: true }), field('note')];

it('asks for what belongs to the channel, and for what a preset wants', () => {
  const keys = (channel: string, asked: string[] = []) =>
    askedFields(FIELDS, { channel, extras: { ...NO_EXTRAS, asked } }).map(({ key }) => key);
  expect(keys('phone')).toEqual(['order', 'note']);
  expect(keys('in_person')).toEqual(['order', 'table', 'note']);
  expect(keys('phone', ['table'])).toEqual(['order', 'table', 'note']);
});

it('finds the first that must be answered', () => {
  const sale = (answers: Record<string, string>) => ({ channel: 'in_person', extras: { ...NO_EXTRAS, answers } });
  expect(unanswered(FIELDS, { channel: 'phone' })?.key).toBe('order');
  expect(unanswered(FIELDS, sale({ order: ' ', table: '4' }))?.key).toBe('order');
  expect(unanswered(FIELDS, sale({ order: '7' }))?.key).toBe('table');
  expect(unanswered(FIELDS, sale({ order: '7', table: '4' }))).toBeNull();
});

it('sends what was answered, without what was left empty', () => {
  expect(saleMetadata({ extras: { ...NO_EXTRAS, answers: { order: ' 7 ', note: ' ' } } })).toEqual({ order: '7' });
  expect(saleMetadata({ extras: { ...NO_EXTRAS, sale: 'sale_1' } })).toEqual({ guichet_sale: 'sale_1' });
  expect(saleMetadata({ extras: NO_EXTRAS })).toBeUndefined();
  expect(saleMetadata({})).toBeUndefined();
});
