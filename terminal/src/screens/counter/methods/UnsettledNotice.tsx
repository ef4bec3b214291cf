import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Notice } from '../../../components/Notice.tsx';

interface UnsettledNoticeProps {
  /** Where it stands if it was taken after all. */
  readonly to: '/payments' | '/records';
  readonly place: ReactNode;
}

/** The server answers, and cannot say what became of it: it may be asked again, or another sale begun with care. */
export function UnsettledNotice({ to, place }: UnsettledNoticeProps) {
  return (
    <Notice tone="warn" role="alert" icon="question">
      <p>
        <Trans>
          The server could not say whether this was taken. Press again to ask once more. You can also begin a new sale; look here first,
          before you take the same again:
        </Trans>{' '}
        <Link to={to}>{place}</Link>
      </p>
    </Notice>
  );
}
