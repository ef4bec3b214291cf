/** Drawn on a grid of 20, one stroke wide, in the colour of the text. Always decoration: the words beside it carry the meaning. */
const SHAPES = {
  home: 'M3 9.5 10 3.5l7 6V17h-4.5v-4.5h-5V17H3z',
  chart: 'M3 17h14M5.5 14V9M10 14V4.5M14.5 14v-7',
  counter: 'M4 17V9a6 6 0 0 1 12 0v8M2.5 17h15M10 9.2v3.6',
  payments: 'M2.5 5.5h15v9h-15zM2.5 8.8h15M5.5 12h3',
  cash: 'M2.5 5.5h15v9h-15zM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM5.3 10h.01M14.7 10h.01',
  customers: 'M10 10.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.5 17c.6-3.2 3.2-4.6 6.5-4.6s5.9 1.4 6.5 4.6',
  outbox: 'M2.5 5h15v10.5h-15zM3 5.5l7 5.5 7-5.5',
  providers: 'M2.5 10h3.2c3.6 0 3-5 6.6-5h5M5.7 10c3.6 0 3 5 6.6 5h5M14.8 2.5 17.3 5l-2.5 2.5M14.8 12.5l2.5 2.5-2.5 2.5',
  developers: 'M7 6 3 10l4 4M13 6l4 4-4 4',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  approve: 'M10 3l6 2.2v4.6c0 3.6-2.4 6-6 7.2-3.6-1.2-6-3.6-6-7.2V5.2zM7.3 10l2 2 3.6-4',
  check: 'm4.5 10.5 3.7 3.7 7.3-8',
  cross: 'm5.5 5.5 9 9m0-9-9 9',
  question: 'M7.3 7.6a2.7 2.7 0 1 1 4 2.4c-.9.5-1.3 1-1.3 2M10 14.6h.01',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.6 1.6',
  warning: 'M10 3.2 18 16.5H2zM10 8.2v3.8M10 14.2h.01',
  copy: 'M7.5 7.5h8.5v8.5H7.5zM12.5 7.5V4H4v8.5h3.5',
  back: 'M12 4.5 6.5 10l5.5 5.5',
  forward: 'M8 4.5 13.5 10 8 15.5',
  down: 'm5 7.5 5 5 5-5',
  up: 'm5 12.5 5-5 5 5',
  choose: 'm6.5 8 3.5-3.5L13.5 8M6.5 12l3.5 3.5 3.5-3.5',
  refund: 'M4 8h8.5a4 4 0 0 1 0 8H8M4 8l3.5-3.5M4 8l3.5 3.5',
  receipt: 'M5 3v14l1.7-1.2L8.3 17l1.7-1.2 1.7 1.2 1.6-1.2L15 17V3zM7.5 7h5M7.5 10.5h5',
  card: 'M2.5 5.5h15v9h-15zM2.5 8.8h15',
  plus: 'M10 4.5v11M4.5 10h11',
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5 17 17',
  look: 'M2 10s2.8-5 8-5 8 5 8 5-2.8 5-8 5-8-5-8-5zM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  hide: 'M2 10s2.8-5 8-5 8 5 8 5-2.8 5-8 5-8-5-8-5zM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM4 17 16 3',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  person: 'M10 10.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.5 17c.6-3.2 3.2-4.6 6.5-4.6s5.9 1.4 6.5 4.6',
  team: 'M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM2 16.5c.5-3 2.7-4.3 5.5-4.3s5 1.3 5.5 4.3M13 4.2a2.8 2.8 0 0 1 0 5.2M15 12.6c1.7.6 2.7 1.9 3 3.9',
  shop: 'M3.5 8.5V17h13V8.5M2.5 8.5 4.5 3h11l2 5.5M2.5 8.5a2.5 2.5 0 0 0 5 0 2.5 2.5 0 0 0 5 0 2.5 2.5 0 0 0 5 0M8 17v-4.5h4V17',
  key: 'M7 13.5a3.5 3.5 0 1 1 3-5.3h7v3h-2v2.3h-2.5v-2.3H10A3.5 3.5 0 0 1 7 13.5zM6.5 10h.01',
  bank: 'M3 8 10 3.5 17 8H3zM5 8v6.5M8.3 8v6.5M11.7 8v6.5M15 8v6.5M3 16.5h14',
  archive: 'M3 4h14v3.5H3zM4 7.5v8.5h12V7.5M8 10.5h4',
  items: 'M3 4.5h5.5L17 13l-5.5 5L3 10zM6.5 8h.01',
  presets: 'M3 5.5h8M15 5.5h2M13 7.5v-4M3 10h2M9 10h8M7 12v-4M3 14.5h8M15 14.5h2M13 16.5v-4',
  percent: 'M5 15 15 5M6.5 8a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM13.5 15a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  plug: 'M3 3l14 14M8.5 5.8A8 8 0 0 1 17.5 8M2.5 8a8 8 0 0 1 3-1.9M5.5 11.2a5 5 0 0 1 3.2-1.4M10 15.2h.01',
} as const;

export type IconName = keyof typeof SHAPES;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={SHAPES[name]} />
    </svg>
  );
}
