export { assertMayCharge, assertMayRefund, assertMayTakeAtOnce } from './assertWithinCeilings.ts';
