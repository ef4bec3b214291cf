import type { CardEntryView } from '@guichet/contract/cardFieldViews.ts';
import type { CounterMethod, CounterView } from '@guichet/contract/counterViews.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useCallback, useRef, useState } from 'react';
import { ownFieldsQuery } from '../../api/counterFieldQueries.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { useConnected } from '../../shell/useConnected.ts';
import { isParting, useParting } from './items/useParting.ts';
import type { OtherLock, OtherTaking } from './methods/otherMethod.ts';
import type { ProviderFrame } from './providerFrame.ts';
import { useCounter, useCounterStore } from './SaleProvider.tsx';
import { isBusy } from './sale.ts';
import { emptyDraft, type KeyedCard, NO_CARD, type SaleDraft } from './saleDraft.ts';
import { type FieldName, focusField, focusFieldSoon } from './saleFields.ts';
import { takeByCard } from './takeByCard.ts';
import { useCardEntry } from './useCardEntry.ts';
import { useCounterMethod } from './useCounterMethod.ts';
import { useOwnFieldsKnown } from './useOwnFieldsKnown.ts';
import type { SaleProblems } from './validateSale.ts';

/** The sale on the page: what is typed and chosen, what is wrong with it, and what can be done with it. */
export interface CounterSale {
  readonly card: KeyedCard;
  readonly problems: SaleProblems;
  readonly entry: CardEntryView | null;
  /** Whether a card can be taken: it is known what the place asks for besides. */
  readonly isReady: boolean;
  /** Undefined until the server has told. */
  readonly view: CounterView | undefined;
  readonly methods: readonly CounterMethod[];
  readonly method: CounterMethod;
  /** Takes the payment where it is no card. */
  readonly other: RefObject<OtherTaking | null>;
  /** Whether a method that is no card, or a sale that is being made to be paid in parts, holds the fields as they are, and whether its answer is out. */
  readonly otherLock: OtherLock;
  /** Goes up with each sale, so that nothing of the one before stays in a method's own fields. */
  readonly salesStarted: number;
  readonly edit: (change: Partial<SaleDraft>) => void;
  readonly editCard: (change: Partial<KeyedCard>) => void;
  readonly showProblems: (problems: SaleProblems) => void;
  readonly lockFields: (lock: OtherLock) => void;
  readonly keepFrame: (frame: ProviderFrame | null) => void;
  readonly take: () => Promise<void>;
  readonly startOver: () => void;
  /** Back to the same sale after a decline, with a new key: the old one would only answer the same again. */
  readonly correct: (change: Partial<SaleDraft>, clear: Partial<KeyedCard>, field: FieldName) => void;
  readonly retry: () => void;
  /** Takes what was typed of a card out of the memory of the page. */
  readonly forgetCard: () => void;
  /** The same by hand: the fields are empty, and the first has the keyboard. */
  readonly clearCard: () => void;
}

const CARD_FIELDS = ['number', 'expiry', 'securityCode'] as const;

/** The changes that answer a problem take its message away; the rest stay until the next press. */
const without = (problems: SaleProblems, fields: readonly (keyof SaleProblems)[]): SaleProblems =>
  Object.fromEntries(Object.entries(problems).filter(([field]) => !fields.includes(field as keyof SaleProblems)));

/** The problems that a change of the draft answers. */
const answeredBy = (change: Partial<SaleDraft>): readonly (keyof SaleProblems)[] => [
  ...('amount' in change || 'currency' in change ? (['amount'] as const) : []),
  ...('customer' in change ? (['customerName', 'customerEmail'] as const) : []),
  ...('savedCard' in change ? CARD_FIELDS : []),
];

export function useCounterSale(): CounterSale {
  const { account } = useSession();
  const store = useCounterStore();
  const { draft } = useCounter();
  const client = useQueryClient();
  const connected = useConnected();
  const entry = useCardEntry(draft.currency);
  const { view, methods, method } = useCounterMethod(draft);
  const isReady = useOwnFieldsKnown();
  const frame = useRef<ProviderFrame | null>(null);
  const other = useRef<OtherTaking>(null);
  const pressed = useRef(false);
  const [card, setCard] = useState<KeyedCard>(NO_CARD);
  const [problems, setProblems] = useState<SaleProblems>({});
  const [salesStarted, setSalesStarted] = useState(0);
  const [otherLock, setOtherLock] = useState<OtherLock>('free');
  const heldByMethod: OtherLock = method === 'card' ? 'free' : otherLock;
  const lock: OtherLock = useParting() ? 'out' : heldByMethod;
  const forgetCard = useCallback(() => setCard(NO_CARD), []);

  const take = async () => {
    // `pressed` closes the moment between a press and the state that follows from it.
    if (!isReady || pressed.current || store.get().sale.step !== 'editing' || !connected || isParting(client)) return;
    if (method !== 'card') return other.current?.submit();
    pressed.current = true;
    const ownFields = client.getQueryData(ownFieldsQuery.queryKey) ?? [];
    await takeByCard({ store, ownFields, entry, frame: frame.current, card, onProblems: setProblems }).finally(() => {
      pressed.current = false;
    });
  };

  return {
    card,
    problems,
    entry,
    isReady,
    view,
    methods,
    method,
    other,
    otherLock: lock,
    salesStarted,
    edit: (change) => {
      store.edit(change);
      setProblems((before) => without(before, answeredBy(change)));
    },
    editCard: (change) => {
      setCard((before) => ({ ...before, ...change }));
      setProblems((before) => without(before, Object.keys(change) as (keyof KeyedCard)[]));
    },
    showProblems: setProblems,
    lockFields: setOtherLock,
    keepFrame: (shown) => {
      frame.current = shown;
    },
    take,
    startOver: () => {
      if (isBusy(store.get().sale) || lock === 'out') return;
      forgetCard();
      setOtherLock('free');
      setSalesStarted((before) => before + 1);
      setProblems({});
      const fresh = emptyDraft(draft.currency, account.country, draft.channel);
      if (lock === 'free') store.abandon(fresh);
      else store.startOver(fresh);
      focusFieldSoon('amount');
    },
    correct: (change, clear, field) => {
      setCard((before) => ({ ...before, ...clear }));
      store.startOver({ ...draft, ...change });
      focusFieldSoon(field);
    },
    retry: () => {
      store.startOver(draft);
      void take();
      if (store.get().sale.step === 'editing') focusFieldSoon('number');
    },
    forgetCard,
    clearCard: () => {
      forgetCard();
      frame.current?.clear();
      setProblems((before) => without(before, CARD_FIELDS));
      focusField('number');
    },
  };
}
