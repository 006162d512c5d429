// Compares what a page shows with what a gateway holds. Markdown is compared by its words: how they are drawn
// is the business of other tests, that each stands there once and in order is the business of these.
import assert from 'node:assert/strict';

const wordsOf = text => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The drawn messages: which element, who speaks, and the words without the furniture. */
export const bodyTexts = transcript => transcript.getByRole('article').evaluateAll(articles => articles.map(article => {
  const furniture = 'button, time, header, figcaption, [aria-hidden="true"], [role="alert"], .chat__delivery';
  const pieces = [];
  const walk = node => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) pieces.push(child.data);
      else if (child.nodeType === Node.ELEMENT_NODE && !child.matches(furniture)) walk(child);
    }
    // A paragraph's end parts words, the end of an emphasis does not.
    if (/^(block|list-item|table|table-row|table-cell|flex|grid)$/.test(getComputedStyle(node).display)) pieces.push(' ');
  };
  walk(article);
  const known = globalThis.drawnArticles ??= { count: 0, ids: new WeakMap() };
  if (!known.ids.has(article)) known.ids.set(article, known.count++);
  return { id: known.ids.get(article), mine: article.getAttribute('aria-label') === 'You', text: pieces.join('') };
}));

const meets = (above, drawn) => above.findIndex(({ id }) => id === drawn[0]?.id);

/** Whether what is drawn now begins within what was drawn further up. */
export const joins = (above, drawn) => !above.length || meets(above, drawn) >= 0;

/** Joins what is drawn now to what was drawn further up, by the elements that stand in both. */
export function joined(above, drawn) {
  if (!above.length) return drawn;
  const at = meets(above, drawn);
  return [...above.slice(0, at), ...drawn, ...above.slice(at + drawn.length)];
}

const textOf = ({ content, text }) => typeof content === 'string' ? content
  : Array.isArray(content) ? content.filter(({ type }) => type === 'text').map(part => part.text).join('\n') : text ?? '';

/** Neighbours of one speaker count as one turn, however a page groups them. */
function turns(rows) {
  const turns = [];
  for (const { mine, text } of rows) {
    const words = wordsOf(text);
    if (!words.length) continue;
    if (turns.at(-1)?.mine === mine) turns.at(-1).words.push(...words);
    else turns.push({ mine, words });
  }
  return turns.map(({ mine, words }) => `${mine ? 'You' : 'Agent'}: ${words.join(' ')}`);
}

/** The gateway's rows as a reader may see them: no tool results, no silent replies. */
export const readable = messages => messages
  .filter(({ role }) => role === 'user' || role === 'assistant')
  .filter((message, at, all) => !isStoredAgain(message, all[at - 1]) && !isStoredAgain(message, all[at + 1], true))
  // The numbers of a list are drawn by the browser.
  .map(message => ({ mine: message.role === 'user', text: spoken(message).replace(/^ *\d+[.)] /gm, '') }))
  .filter(({ mine, text }) => mine || text.trim() !== 'NO_REPLY');

/** 2026.4.15 may store what a stopped run has said twice, once for the stop and once for the run: the longer counts. */
function isStoredAgain(message, other, isLater = false) {
  const stopped = [message, other].some(it => it?.stopReason === 'aborted');
  if (!stopped || message.role !== 'assistant' || other?.role !== 'assistant') return false;
  const [text, longer] = [textOf(message).trim(), textOf(other).trim()];
  return text !== '' && longer.startsWith(text) && (longer.length > text.length || !isLater);
}

/** Some versions keep the time a message came, or whose it is, in front of an operator's words. */
function spoken(message) {
  const text = textOf(message);
  return message.role === 'user' ? text.replace(/^\s*\[[^\]\n]*\d{4}[^\]\n]*\]\s*/, '').replace(/\n\[message_id: [^\]]*\]\s*$/, '') : text;
}

/** The first turn that differs, or null. */
export function difference(shown, messages) {
  const [page, gateway] = [turns(shown), turns(readable(messages))];
  for (let i = 0; i < Math.max(page.length, gateway.length); i++) {
    if (page[i] !== gateway[i]) return { turn: i, page: page[i] ?? 'nothing', gateway: gateway[i] ?? 'nothing' };
  }
  return null;
}

/** Each of these words stands in the page once. */
export function assertOnce(shown, word) {
  const count = shown.flatMap(({ text }) => wordsOf(text)).filter(each => each === word.toLowerCase()).length;
  assert.equal(count, 1, `“${word}” stands ${count} times in the transcript`);
}
