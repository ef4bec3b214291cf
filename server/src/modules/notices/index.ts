export type { Notice } from './notice.ts';
export { type NoticeHandler, Notices, oneAfterTheOther } from './notices.ts';
