import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { GuideId } from '../guides/guides.ts';
import styles from './GuideLink.module.css';
import { Icon } from './Icon.tsx';

/** Leads from a page to the guide that concerns it: always at the end of the page's head. */
export const GuideLink = ({ guide }: { guide: GuideId }) => (
  <Link to="/help/$guide" params={{ guide }} className={styles.guide}>
    <Icon name="question" size={18} />
    <Trans>How this works</Trans>
  </Link>
);
