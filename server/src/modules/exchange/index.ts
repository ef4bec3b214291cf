export { appliedRate, midRate, type Quote } from './conversion.rules.ts';
export { exchangeRoutes } from './exchange.routes.ts';
export { sourceName } from './exchange.wire.ts';
export { addShippedRates, rateKeeper } from './keepRates.ts';
export { inItself, type OpenPosition, openShare, type Settlement, type SettlementTerms, settled } from './settlement.rules.ts';
export { inCurrency, requireSettlement, settlementOf, settlementOfRefund } from './settlementOf.ts';
export { readSettlementTerms } from './settlementTerms.store.ts';
