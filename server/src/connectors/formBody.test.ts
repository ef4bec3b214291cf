import { expect, it } from 'vitest';
import { formBody } from './formBody.ts';

it('writes nested names and lists, and leaves out what is not there', () => {
  const form = { amount: 4990, types: ['card', 'link'], metadata: { ref: 'a&b=c' }, moto: true, none: undefined };
  expect(decodeURIComponent(formBody(form))).toBe('amount=4990&types[0]=card&types[1]=link&metadata[ref]=a&b=c&moto=true');
  expect(formBody({ metadata: { ref: 'a&b' } })).toBe('metadata%5Bref%5D=a%26b');
});
