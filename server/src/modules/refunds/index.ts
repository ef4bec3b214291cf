export { refundHandler } from './applyRefundOutcome.ts';
export { cancelRefundHandler } from './cancelRefund.ts';
export { refundOperation } from './createRefund.ts';
export { refundFailedHandler, refundSucceededHandler } from './laterRefund.ts';
export { refundWire } from './refund.wire.ts';
export { convertedPart } from './refundMovement.ts';
export { refundRoutes } from './refunds.routes.ts';
export { findRefunds, listRefunds, refundsOfIntent } from './refunds.store.ts';
