import type { ActivityFindingView } from '@guichet/contract/activityViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** What is wrong with a log, in words; the id of the line or the number of the seal follows. */
export const FINDING_WORDS: Readonly<Record<ActivityFindingView['kind'], MessageDescriptor>> = {
  line_changed: msg`A line was changed:`,
  line_removed: msg`A line was taken away:`,
  line_inserted: msg`A line was added:`,
  personal_changed: msg`A name, address or value of a line was changed:`,
  link_changed: msg`A seal was changed:`,
  link_removed: msg`A seal was taken away:`,
  head_changed: msg`The end of the chain was changed:`,
};
