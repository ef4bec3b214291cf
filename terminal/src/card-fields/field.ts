export interface Field {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  /** Says below the field what is wrong; null takes it away. */
  setError(this: void, words: string | null): void;
  hasError(): boolean;
  /** A word within the field, such as the brand of a card. */
  setNote(words: string): void;
}

/** A labelled field. Staff type other people's cards: the browser must neither fill in, nor offer to keep, nor send them to a spelling service. */
export function createField(name: string, label: string, maxLength: number, placeholder = ''): Field {
  const element = document.createElement('div');
  element.className = `field ${name}`;
  const title = document.createElement('label');
  title.htmlFor = name;
  title.textContent = label;
  const input = document.createElement('input');
  Object.assign(input, { id: name, type: 'text', autocomplete: 'off', autocapitalize: 'none', spellcheck: false, maxLength, placeholder });
  input.inputMode = 'numeric';
  input.setAttribute('autocorrect', 'off');
  const note = document.createElement('span');
  note.className = 'note';
  note.setAttribute('role', 'status');
  const error = document.createElement('p');
  error.className = 'error';
  error.id = `${name}-error`;
  const box = document.createElement('div');
  box.className = 'box';
  box.append(input, note);
  element.append(title, box, error);
  return {
    element,
    input,
    setError: (words) => {
      error.textContent = words ?? '';
      if (words === null) {
        input.removeAttribute('aria-invalid');
        input.removeAttribute('aria-describedby');
        return;
      }
      input.setAttribute('aria-invalid', 'true');
      input.setAttribute('aria-describedby', error.id);
    },
    hasError: () => input.hasAttribute('aria-invalid'),
    setNote: (words) => {
      if (note.textContent !== words) note.textContent = words;
    },
  };
}
