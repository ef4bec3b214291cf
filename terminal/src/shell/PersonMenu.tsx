import { useClickOutside, useDisclosure } from '@mantine/hooks';
import { type KeyboardEvent, useRef } from 'react';
import { Icon } from '../components/Icon.tsx';
import styles from './PersonMenu.module.css';
import { PersonPanel } from './PersonPanel.tsx';
import { useSession } from './SessionContext.ts';

/** Who is signed in: their language, and the way out. A panel that unfolds, with ordinary buttons in it. */
export function PersonMenu() {
  const { person } = useSession();
  const [open, { toggle, close }] = useDisclosure(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useClickOutside<HTMLDivElement>(close);

  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    // The counter would take it for "clear the card".
    event.preventDefault();
    event.stopPropagation();
    close();
    button.current?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only Escape, which every control inside shares.
    <div ref={menu} className={styles.menu} onKeyDown={press}>
      <button ref={button} type="button" className={styles.person} aria-expanded={open} aria-controls="person-panel" onClick={toggle}>
        <span className={styles.name}>{person.name}</span>
        <Icon name="down" size={16} />
      </button>
      <div id="person-panel" className={styles.panel} hidden={!open}>
        {open ? <PersonPanel onLeave={close} /> : null}
      </div>
    </div>
  );
}
