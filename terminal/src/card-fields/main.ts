import '../theme/tokens.css';
import './cardFields.css';
import { type FrameMessage, readPageMessage } from '@guichet/contract/cardFieldMessages.ts';
import { i18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { nowMs } from '../browser/clock.ts';
import { showLanguage } from '../language/activateLanguage.ts';
import { languageFor } from '../language/languages.ts';
import { createCardForm } from './cardForm.ts';
import { shortcutOf } from './shortcutOf.ts';
import { tokenise } from './tokenise.ts';

// This page is framed by another one. Its address says for whom; the server has shown it because that origin is registered.
const asked = new URLSearchParams(location.search);
const origin = asked.get('origin') ?? '';
const key = asked.get('key') ?? '';
const place = document.getElementById('fields');
if (place === null) throw new Error('The page has no place for the fields.');

/** To that one origin and to nobody else: a browser delivers it nowhere if another page is around us. */
const tell = (message: FrameMessage): void => window.parent.postMessage(message, origin);

await showLanguage(languageFor([asked.get('lang') ?? '', ...navigator.languages]));
document.title = i18n._(msg`Card`);
const form = createCardForm(place, i18n, {
  changed: (complete, brand) => tell({ type: 'changed', complete, brand }),
  enter: () => tell({ type: 'enter' }),
});

async function submit(request: string): Promise<void> {
  const entered = form.read(nowMs());
  if (entered === null) {
    tell({ type: 'error', request, code: 'incomplete' });
    return;
  }
  const outcome = await tokenise(key, entered);
  if (outcome.ok) {
    tell({ type: 'token', request, id: outcome.value });
    return;
  }
  form.showFailure(outcome.failure);
  tell({ type: 'error', request, code: outcome.failure.kind === 'refused' ? outcome.failure.code : 'unreachable' });
}

window.addEventListener('message', ({ data, origin: from, source }) => {
  if (from !== origin || source !== window.parent) return;
  const message = readPageMessage(data);
  if (message?.type === 'submit') void submit(message.request);
  if (message?.type === 'focus') form.focus();
  if (message?.type === 'clear') form.clear();
  if (message?.type === 'lock') form.lock(message.locked);
});

window.addEventListener('keydown', (event) => {
  const shortcut = shortcutOf(event);
  if (shortcut === null) return;
  event.preventDefault();
  tell({ type: 'key', key: shortcut });
});

const heightPx = (): number => Math.ceil(document.documentElement.getBoundingClientRect().height);
tell({ type: 'ready', height: heightPx() });
new ResizeObserver(() => tell({ type: 'resize', height: heightPx() })).observe(document.documentElement);
