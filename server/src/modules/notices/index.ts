export { type AccountNoticeParts, AccountNotices, type NoticeSource } from './accountNotices.ts';
export type { Notice } from './notice.ts';
export { NoticeRefused } from './noticeRefused.ts';
export { wasRefused } from './notices.store.ts';
export { type NoticeHandler, Notices } from './notices.ts';
