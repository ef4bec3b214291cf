import type { SavedCardView } from '@guichet/contract/terminal.ts';
import { Trans } from '@lingui/react/macro';
import { CardName } from '../../components/CardName.tsx';
import { Choices } from '../../components/Choices.tsx';
import { FIELD_ID } from './saleFields.ts';

/** The cards that the customer has left with us, and keying in another. */
export function SavedCards({
  cards,
  chosen,
  onChoose,
}: {
  cards: readonly SavedCardView[];
  chosen: string | null;
  onChoose: (card: string | null) => void;
}) {
  return (
    <Choices
      name="sale-card"
      firstId={FIELD_ID.savedCards}
      legend={<Trans>Card</Trans>}
      value={chosen ?? ''}
      onChange={(value) => onChoose(value === '' ? null : value)}
      choices={[
        ...cards.map((card) => ({ value: card.id, words: <CardName card={card} /> })),
        { value: '', words: <Trans>Another card</Trans> },
      ]}
    />
  );
}
