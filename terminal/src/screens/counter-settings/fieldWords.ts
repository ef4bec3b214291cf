import type { OwnFieldKind } from '@guichet/contract/counterFieldViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const FIELD_KIND_WORDS: Readonly<Record<OwnFieldKind, MessageDescriptor>> = {
  text: msg`Free text`,
  order_number: msg`Order number`,
  purchase_order: msg`Purchase order`,
  postcode: msg`Postcode`,
  choice: msg`List of choices`,
};
