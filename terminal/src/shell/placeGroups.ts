/** The headings that places stand under, in their order: what is done all day first, what is set up once last. */
const GROUP_IDS = ['day', 'selling', 'money', 'business', 'technical'] as const;
export type PlaceGroupId = (typeof GROUP_IDS)[number];

/** Help is in no group: it stands below them all. */
const GROUP_OF: Readonly<Record<string, PlaceGroupId | 'below'>> = {
  '/home': 'day',
  '/': 'day',
  '/payments': 'day',
  '/work': 'day',
  '/approvals': 'day',
  '/customers': 'selling',
  '/sales': 'selling',
  '/items': 'selling',
  '/records': 'money',
  '/balance': 'money',
  '/disputes': 'money',
  '/reports': 'money',
  '/counter-settings': 'business',
  '/business': 'business',
  '/team': 'business',
  '/outbox': 'business',
  '/activity': 'business',
  '/providers': 'technical',
  '/backups': 'technical',
  '/developers': 'technical',
  '/help': 'below',
};

interface Linked {
  readonly to: string;
}

export interface PlaceGroup<P extends Linked> {
  readonly id: PlaceGroupId;
  readonly places: readonly P[];
}

const groupOf = ({ to }: Linked): PlaceGroupId | 'below' => GROUP_OF[to] ?? 'business';

/** The places by heading, without headings that nothing stands under. */
export const groupsOf = <P extends Linked>(places: readonly P[]): readonly PlaceGroup<P>[] =>
  GROUP_IDS.map((id) => ({ id, places: places.filter((place) => groupOf(place) === id) })).filter((group) => group.places.length > 0);

/** What stands below all headings. */
export const belowOf = <P extends Linked>(places: readonly P[]): readonly P[] => places.filter((place) => groupOf(place) === 'below');

/** Below this many places headings would only be in the way. */
const GROUPED_FROM = 10;

export const isGrouped = (places: readonly Linked[]): boolean => places.length >= GROUPED_FROM;

/** The group of the page that an address shows; pages that hang below no place have none. */
export function groupAt(path: string): PlaceGroupId | undefined {
  const group = GROUP_OF[`/${path.split('/')[1] ?? ''}`];
  return group === 'below' ? undefined : group;
}
