import './theme/mantine.css';
import './theme/tokens.css';
import './theme/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, askForSession } from './App.tsx';
import { isInvitationPage, isPayersPage } from './browser/doorPages.ts';
import { forgetInstalling, keepPages } from './browser/keptPages.ts';
import { firstLanguage, followOtherTabs, showLanguage } from './language/activateLanguage.ts';
import { showAppearance } from './theme/appearance.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the terminal.');

// A key that is held down repeats: held Enter would press whatever takes the focus next, such as the button of a refund.
window.addEventListener('keydown', (event) => (event.key === 'Enter' && event.repeat ? event.preventDefault() : undefined), {
  capture: true,
});

// Before anything is drawn: a page that turns dark before one's eyes dazzles.
showAppearance();

if (!isPayersPage() && !isInvitationPage()) askForSession();

// The first words must be in the right language, so the catalogue comes before the first render.
await showLanguage(firstLanguage());
followOtherTabs();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
if (isPayersPage()) forgetInstalling();
else void keepPages();
