import './theme/mantine.css';
import './theme/tokens.css';
import './theme/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { activateLanguage, firstLanguage } from './language/activateLanguage.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the terminal.');

// A key that is held down repeats: held Enter would press whatever takes the focus next, such as the button of a refund.
window.addEventListener('keydown', (event) => (event.key === 'Enter' && event.repeat ? event.preventDefault() : undefined), {
  capture: true,
});

// The first words must be in the right language, so the catalogue comes before the first render.
await activateLanguage(firstLanguage());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
