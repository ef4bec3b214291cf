import { describe, expect, it } from 'vitest';
import { Html, html } from './html.ts';

describe('html', () => {
  it('escapes what is put in, inside of elements and of attributes', () => {
    const typed = `<script>alert("1" & '2')</script>`;
    expect(html`<p title="${typed}">${typed}</p>`.markup).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;">&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;</p>',
    );
  });

  it('takes markup and lists of it as they are, and nothing for null', () => {
    const items = ['a', 'b & c'].map((text) => html`<li>${text}</li>`);
    expect(html`<ul>${items}</ul>${null}${new Html('&copy;')}`.markup).toBe('<ul><li>a</li><li>b &amp; c</li></ul>&copy;');
  });
});
