import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accentOf, contrastOf, parseColour } from './accent.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('a colour of the place’s own', () => {
  it('is read as six hexadecimal digits, and as nothing else', () => {
    expect(parseColour(' #0F6580 ')).toBe('#0f6580');
    for (const text of ['#fff', '0f6580', 'red', '#0f65801', '#0f658g', 'url(#)', '']) expect(parseColour(text)).toBeNull();
  });

  it.each([
    ['#000000', 21],
    ['#ffffff', 1],
    ['#777777', 4.47],
  ])('%s stands out from white by %d', (one, ratio) => {
    expect(contrastOf(one, '#ffffff')).toBeCloseTo(ratio, 1);
  });

  it('can always be read, on it and in it', () => {
    fc.assert(
      fc.property(colour, (chosen) => {
        const { fill, ink, text, darkened } = accentOf(chosen);
        expect(contrastOf(fill, ink)).toBeGreaterThanOrEqual(4.5);
        expect(contrastOf(text, '#ffffff')).toBeGreaterThanOrEqual(4.5);
        expect(darkened).toBe(text !== chosen);
      }),
    );
  });

  it('stays as it is where it can be read already', () => {
    expect(accentOf('#0f6580')).toMatchObject({ text: '#0f6580', ink: '#ffffff', darkened: false });
    expect(accentOf('#ffe14d')).toMatchObject({ ink: '#161b22', darkened: true });
  });
});
