import { Trans, useLingui } from '@lingui/react/macro';
import type { Cursor } from '../api/queries.ts';
import { Button } from './controls/Button.tsx';
import { Icon } from './Icon.tsx';
import styles from './Pager.module.css';

interface PagerProps {
  readonly cursor: Cursor;
  readonly page: { readonly data: readonly { readonly id: string }[]; readonly has_more: boolean };
  readonly turn: (cursor: Cursor) => void;
  /** Tells it from another on the same page. */
  readonly label?: string;
}

/**
 * Turns the pages of a list that the server cuts. `has_more` looks in the direction of the cursor: after `before`, there are newer ones
 * when it is set, and older ones in any case, since we came from there.
 */
export function Pager({ cursor, page, turn, label }: PagerProps) {
  const { t } = useLingui();
  const first = page.data[0];
  const last = page.data.at(-1);
  const newer = cursor.before === undefined ? cursor.after !== undefined : page.has_more;
  const older = cursor.before === undefined ? page.has_more : true;
  if (!newer && !older) return null;
  return (
    <nav className={styles.pager} aria-label={label ?? t`Pages`}>
      <Button
        variant="default"
        disabled={!newer || first === undefined}
        leftSection={<Icon name="back" />}
        onClick={() => first && turn({ before: first.id })}
      >
        <Trans>Newer</Trans>
      </Button>
      <Button
        variant="default"
        disabled={!older || last === undefined}
        rightSection={<Icon name="forward" />}
        onClick={() => last && turn({ after: last.id })}
      >
        <Trans>Older</Trans>
      </Button>
    </nav>
  );
}
