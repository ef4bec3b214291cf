import { describe, expect, it } from 'vitest';
import { blocksHtml, phraseHtml } from './blocksHtml.ts';
import { parseMarkdown } from './markdown.ts';

describe('phrases', () => {
  it.each([
    ['a `b < c` d', 'a <code>b &lt; c</code> d'],
    ['**bold** and *leaning*', '<strong>bold</strong> and <em>leaning</em>'],
    ['`a*b` and 3 * 4 * 5', '<code>a*b</code> and 3 * 4 * 5'],
    ['<script>alert("x")</script>', '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;'],
    ['[the errors](errors.md)', '<a href="#errors">the errors</a>'],
    ['[one](errors.md#codes)', '<a href="#errors-codes">one</a>'],
    ['[elsewhere](https://example.com/a)', '<a href="https://example.com/a">elsewhere</a>'],
    ['[the bank](../connectors/sandbox.md)', 'the bank'],
    ['[bad](javascript:alert)', 'bad'],
  ])('%s', (source, html) => {
    expect(phraseHtml(source)).toBe(html);
  });
});

describe('blocks', () => {
  it('are told apart', () => {
    const source =
      '# One\nA line\nand another.\n\n- first\n  goes on\n- second\n\n```js\n# no heading\n- no list\n```\n| a | b |\n|---|---|\n| `x` | y |';
    expect(parseMarkdown(source)).toEqual([
      { kind: 'heading', level: 1, text: 'One' },
      { kind: 'paragraph', text: 'A line and another.' },
      { kind: 'list', items: ['first goes on', 'second'] },
      { kind: 'code', language: 'js', text: '# no heading\n- no list' },
      { kind: 'table', header: ['a', 'b'], rows: [['`x`', 'y']] },
    ]);
  });

  it('become HTML in which code stays code', () => {
    expect(blocksHtml(parseMarkdown('```\n<b>\n```'))).toBe('<pre tabindex="0"><code class="language-">&lt;b&gt;</code></pre>');
  });

  it('end where the text ends', () => {
    expect(parseMarkdown('```\nopen')).toEqual([{ kind: 'code', language: '', text: 'open' }]);
    expect(parseMarkdown('')).toEqual([]);
  });
});
