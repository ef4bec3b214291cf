export { refundHandler } from './applyRefundOutcome.ts';
export { refundWire } from './refund.wire.ts';
export { refundRoutes } from './refunds.routes.ts';
export { findRefunds, listRefunds, refundsOfIntent } from './refunds.store.ts';
