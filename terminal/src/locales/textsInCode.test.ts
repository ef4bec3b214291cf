import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textsInCode } from './textsInCode.ts';

const SOURCES = join(import.meta.dirname, '..');

/** Names that are the same in every language, each where it stands. One that is no longer there fails as well. */
const SAME_EVERYWHERE: Readonly<Record<string, readonly string[]>> = {
  // Numbers of bank accounts are called so in all three.
  'screens/agree/AgreeScreen.tsx': ['IBAN'],
  'screens/counter-settings/CounterTerms.tsx': ['IBAN'],
  'screens/counter/methods/DebitPart.tsx': ['IBAN'],
  'screens/counter/methods/TransferCode.tsx': ['IBAN', 'IBAN', 'BIC'],
  // An example of the events' own names.
  'screens/developers/EventChoice.tsx': ['charge'],
  'shell/DoorFrame.tsx': ['Guichet'],
};

const inCode = (source: string) => textsInCode('page.tsx', source);

describe('a text that people read', () => {
  it.each([
    ['<p>Hello there</p>', ['Hello there']],
    ['<><b>No</b></>', ['No']],
    ['<p>{open ? "Open" : "Closed"}</p>', ['Open', 'Closed']],
    ['<p>{name ?? "Nobody"}</p>', ['Nobody']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code that is read
    ['<p>{count > 0 && `Found ${count}`}</p>', ['Found']],
    ['<input placeholder="Search" />', ['Search']],
    ['<input aria-label={"Amount"} />', ['Amount']],
    ['<Field label={wide ? "Postcode" : "Code"} />', ['Postcode', 'Code']],
    ['<img alt="Logo" src="logo.png" />', ['Logo']],
  ])('is found in %s', (source, texts) => {
    expect(inCode(source)).toEqual(texts);
  });

  it.each([
    '<p><Trans>Hello there</Trans></p>',
    '<p><Trans>Hello <b>there</b></Trans></p>',
    '<p>{t`Hello`}</p>',
    '<p>{i18n._(words)}</p>',
    '<input placeholder={t`Search`} className="wide" name="search" />',
    '<p>·</p>',
    '<p>{open ? <b /> : null}</p>',
    '<Icon name="check" />',
    '<code>--flag</code>',
    '<p>{map["key"]}</p>',
  ])('is none in %s', (source) => {
    expect(inCode(source)).toEqual([]);
  });

  it('stands in a catalogue, whatever page it is on', () => {
    const files = globSync('**/*.tsx', { cwd: SOURCES }).sort();
    expect(files.length).toBeGreaterThan(100);
    const found = files.flatMap((file): [string, string[]][] => {
      const texts = textsInCode(file, readFileSync(join(SOURCES, file), 'utf8'));
      return texts.length === 0 ? [] : [[file, texts]];
    });
    expect(Object.fromEntries(found)).toEqual(SAME_EVERYWHERE);
  });
});
