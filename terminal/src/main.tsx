// First, as whatever is imported begins in this order.
import { firstAnswers, firstWords } from './begins.ts';
import './theme/tokens.css';
import './theme/global.css';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { isPayersPage } from './browser/doorPages.ts';
import { forgetInstalling, keepPages } from './browser/keptPages.ts';
import { nextTask } from './browser/nextTask.ts';
import { followOtherTabs } from './language/activateLanguage.ts';
import { theRouter } from './router.tsx';
import { showAppearance } from './theme/appearance.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the terminal.');

// A key that is held down repeats: held Enter would press whatever takes the focus next, such as the button of a refund.
window.addEventListener('keydown', (event) => (event.key === 'Enter' && event.repeat ? event.preventDefault() : undefined), {
  capture: true,
});

// Before anything is drawn: a page that turns dark before one's eyes dazzles.
showAppearance();

/** A server that takes longer has a page that waits drawn first. */
const MOST_WAITED_MS = 1_000;

/** Where the address leads whoever is let in. */
async function lead(answers: Promise<boolean>): Promise<void> {
  const router = theRouter();
  await nextTask();
  // What goes wrong on the way is shown by the page itself.
  const led = router.load().catch(() => {});
  if (await answers) await led;
}
const known = firstAnswers && lead(firstAnswers);

// The first words must be in the right language, so the catalogue comes before the first render; so do who sits here and what the address
// leads to, since a page that waits would be drawn for nothing.
await firstWords;
if (known !== undefined) await Promise.race([known, new Promise((waited) => setTimeout(waited, MOST_WAITED_MS))]);
followOtherTabs();
// Piece by piece, so that the browser stays quick meanwhile.
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
if (isPayersPage()) forgetInstalling();
else void keepPages();
