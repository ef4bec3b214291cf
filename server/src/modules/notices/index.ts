export type { Notice } from './notice.ts';
export { type NoticeHandler, Notices } from './notices.ts';
