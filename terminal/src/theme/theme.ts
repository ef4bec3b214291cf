import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Our one accent. Shade 8 carries white text at 6.4:1; Mantine's default shade of a primary colour would fail. */
const petrol: MantineColorsTuple = [
  '#eef7fa',
  '#d9ebf1',
  '#b0d5e2',
  '#83bed3',
  '#5aaac6',
  '#3f9ebf',
  '#2b8dae',
  '#1a7a98',
  '#0f6580',
  '#0a4d63',
];

const FONT =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI Variable Text', 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', 'Helvetica Neue', Arial, sans-serif";

export const theme = createTheme({
  colors: { petrol },
  primaryColor: 'petrol',
  primaryShade: 8,
  defaultRadius: 'md',
  fontFamily: FONT,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Roboto Mono', 'Liberation Mono', Menlo, monospace",
  headings: { fontFamily: FONT, fontWeight: '650' },
  respectReducedMotion: true,
  // Our own outline, in `global.css`, is seen on every surface in both schemes.
  focusRing: 'never',
  components: {
    Button: { defaultProps: { size: 'md' } },
    // Nearly everything is required; an asterisk everywhere says nothing.
    TextInput: { defaultProps: { size: 'md', withAsterisk: false } },
    PasswordInput: { defaultProps: { size: 'md', withAsterisk: false } },
    NativeSelect: { defaultProps: { size: 'md' } },
  },
});
