import styles from './controls.module.css';

/** Turns while something is under way. Decoration: what is under way is said in words. */
export const Spinner = () => <span className={styles.spinner} aria-hidden="true" />;
