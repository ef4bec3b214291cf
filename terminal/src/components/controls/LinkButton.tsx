import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';
import styles from './controls.module.css';

const Anchor = ({ main, ...props }: ComponentPropsWithRef<'a'> & { main?: boolean }) => (
  <a {...props} className={styles.button} data-variant={main ? 'filled' : 'default'} />
);

/** Leads to a page and looks like a button, as what it starts is an action. */
export const LinkButton = createLink(Anchor);
