import styles from './Tick.module.css';

interface TickProps {
  readonly label: string;
  readonly name?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A box to tick, with words that can be pressed as well. */
export const Tick = ({ label, name, checked, onChange }: TickProps) => (
  <label className={styles.tick}>
    <input type="checkbox" name={name} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
    <span>{label}</span>
  </label>
);
