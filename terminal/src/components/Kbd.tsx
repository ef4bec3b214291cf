import styles from './Kbd.module.css';

/** A shortcut beside what it does. Shown only where there is a keyboard; assistive technology hears it from `aria-keyshortcuts`. */
export const Kbd = ({ keys }: { keys: string }) => (
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a kbd never takes the focus.
  <kbd className={styles.kbd} aria-hidden="true">
    {keys}
  </kbd>
);
