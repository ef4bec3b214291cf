import { describe, expect, it } from 'vitest';
import { pagesMeant } from './pagesMeant.ts';

const PAGES = ['Accueil', 'Réglages de la caisse', 'Caisse', 'Journal d’activité', 'Envois'].map((name) => ({ name }));

describe('pagesMeant', () => {
  it.each([
    ['', ['Accueil', 'Réglages de la caisse', 'Caisse', 'Journal d’activité', 'Envois']],
    ['caisse', ['Caisse', 'Réglages de la caisse']],
    ['reGLA ', ['Réglages de la caisse']],
    ['activite', ['Journal d’activité']],
    ['voi', ['Envois']],
    ['zebra', []],
  ])('"%s" means %j', (typed, names) => {
    expect(pagesMeant(PAGES, typed).map(({ name }) => name)).toEqual(names);
  });
});
