export { disputeEvidenceRoutes } from './disputeEvidence.routes.ts';
