/**
 * A place's own colour, and what becomes of it: as a ground it carries the ink that is read best on it, and as writing on white paper it is
 * darkened until it can be read (WCAG 2.2, 1.4.3).
 */
export interface Accent {
  /** As it was chosen, `#rrggbb`. */
  readonly chosen: string;
  /** The ground of the mark beside the name, and what is written on it: the chosen colour unless nothing could be read on it. */
  readonly fill: string;
  readonly ink: '#ffffff' | '#161b22';
  /** The same colour for lines and words on white paper. */
  readonly text: string;
  /** How the chosen colour stands out from white paper, as a ratio from 1 to 21, to one decimal. */
  readonly contrast: number;
  /** Whether it had to be darkened to be read. */
  readonly darkened: boolean;
}

const READABLE = 4.5;
const STEP = 0.96;
const INK = '#161b22';

const channels = (colour: string): [number, number, number] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as never;

const hex = (values: readonly number[]): string => `#${values.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours, from 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** A colour as `#rrggbb` in small letters, or null. */
export const parseColour = (text: string): string | null => (/^#[0-9a-f]{6}$/i.test(text.trim()) ? text.trim().toLowerCase() : null);

function darkEnough(colour: string): string {
  let values: number[] = channels(colour);
  while (contrastOf(hex(values), '#ffffff') < READABLE) values = values.map((value) => Math.floor(value * STEP));
  return hex(values);
}

export function accentOf(chosen: string): Accent {
  const onWhite = contrastOf(chosen, '#ffffff');
  const text = darkEnough(chosen);
  // Between the two lies a narrow band of greys on which neither can be read.
  const isPale = contrastOf(chosen, INK) >= READABLE;
  return {
    chosen,
    fill: onWhite >= READABLE || isPale ? chosen : text,
    ink: onWhite >= READABLE || !isPale ? '#ffffff' : INK,
    text,
    contrast: Math.floor(onWhite * 10) / 10,
    darkened: text !== chosen,
  };
}
