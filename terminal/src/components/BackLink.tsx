import type { ReactNode } from 'react';
import styles from './BackLink.module.css';
import { Icon } from './Icon.tsx';

/** The way up from a page, above its title. */
export const BackLink = ({ children }: { children: ReactNode }) => (
  <span className={styles.back}>
    <Icon name="back" size={16} />
    {children}
  </span>
);
