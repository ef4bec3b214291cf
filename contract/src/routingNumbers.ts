const WEIGHTS = [3, 7, 1, 3, 7, 1, 3, 7, 1];

/** An ABA routing number: nine digits whose weighted sum is a multiple of ten. The first two name a Federal Reserve district. */
export function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  const district = Number(text.slice(0, 2));
  const known = district <= 12 ? district > 0 : (district >= 21 && district <= 32) || (district >= 61 && district <= 72) || district === 80;
  return known && [...text].reduce((sum, digit, at) => sum + Number(digit) * (WEIGHTS[at] ?? 0), 0) % 10 === 0;
}
