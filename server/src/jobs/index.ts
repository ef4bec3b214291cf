export { createJobs, type Handler, type JobOutcome, type Jobs, type QueueRules } from './jobs.ts';
export type { JobsLog } from './jobsLog.ts';
export { installQueueSchema } from './queueSchema.ts';
export { type Recurring, type RecurringTask, startRecurring } from './startRecurring.ts';
