export { approvalRoutes } from './approvals.routes.ts';
export { approvedOf } from './approvalViews.ts';
export { approved } from './approved.rules.ts';
export { type ApprovedOperation, type ApprovedOperations, operationWithin } from './approvedOperation.ts';
export { orAskForApproval } from './askForApproval.ts';
export { expireApprovals } from './closeUnapproved.ts';
export { type Intended, requireApproval } from './requireApproval.ts';
export { tellApprovers } from './tellApprovers.ts';
