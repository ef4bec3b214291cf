import { styleNonce } from '../../browser/styleNonce.ts';

const PX_PER_MM = 96 / 25.4;
const MARGIN_MM = 4;
const PAPER_MM = 80;
const ID = 'slip-paper';

/** The paper is as long as what stands on it: printers of rolls cut there. */
export function printSlip(slip: Element): void {
  const lengthMm = Math.ceil(slip.getBoundingClientRect().height / PX_PER_MM) + 2 * MARGIN_MM;
  document.getElementById(ID)?.remove();
  const sheet = document.createElement('style');
  sheet.id = ID;
  sheet.nonce = styleNonce();
  sheet.textContent = `@page slip { size: ${PAPER_MM}mm ${Math.max(lengthMm, PAPER_MM)}mm; margin: ${MARGIN_MM}mm; }`;
  document.head.append(sheet);
  window.print();
}
