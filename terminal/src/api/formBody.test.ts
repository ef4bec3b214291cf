import { describe, expect, it } from 'vitest';
import { formBody } from './formBody.ts';

describe('formBody', () => {
  it('nests with brackets, lists with empty ones', () => {
    const body = formBody({
      amount: 4990,
      confirm: true,
      payment_method_types: ['card'],
      payment_method_data: { card: { token: 'tok_1' } },
    });
    expect(decodeURIComponent(body)).toBe('amount=4990&confirm=true&payment_method_types[]=card&payment_method_data[card][token]=tok_1');
  });

  it('leaves out what is undefined and clears what is null', () => {
    expect(formBody({ name: undefined, phone: null, email: 'a+b@example.com' })).toBe('phone=&email=a%2Bb%40example.com');
  });

  it('keeps text that looks like syntax', () => {
    expect(new URLSearchParams(formBody({ description: 'a[b]=c&d é' })).get('description')).toBe('a[b]=c&d é');
  });
});
