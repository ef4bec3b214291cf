import { STAFF_CHANNELS, type StaffChannel } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Choices } from '../../components/Choices.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import { CHANNEL_WORDS } from '../../language/words.ts';
import { FIELD_ID } from './saleFields.ts';

/** How the order came. */
export function ChannelField({ channel, onChange }: { channel: StaffChannel; onChange: (channel: StaffChannel) => void }) {
  const { i18n } = useLingui();
  return (
    <Choices
      name="sale-channel"
      firstId={FIELD_ID.channel}
      legend={<Trans>Channel</Trans>}
      hint={<Kbd keys="Alt L" />}
      value={channel}
      onChange={onChange}
      choices={STAFF_CHANNELS.map((value) => ({ value, words: i18n._(CHANNEL_WORDS[value]) }))}
    />
  );
}
