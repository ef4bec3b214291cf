/** The mark of the product, as `favicon.svg` has it. Drawn in the page: for a picture of its own the browser makes a whole page besides. */
export const Mark = ({ size }: { size: number }) => (
  <svg viewBox="0 0 32 32" width={size} height={size} fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" aria-hidden="true">
    <rect width="32" height="32" rx="7" fill="#0f6580" stroke="none" />
    <path d="M9 24V15a7 7 0 0 1 14 0v9M6.5 24.5h19" />
    <circle cx="16" cy="18.5" r="2.2" fill="#fff" stroke="none" />
  </svg>
);
