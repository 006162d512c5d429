// Reading: long sessions, a reader who is never moved, Markdown that is complete and harmless.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { nodes } from '../harness/measure.mjs';

let browser, gateway;
before(async () => { browser = await launchBrowser(); gateway = await startDemoGateway({ more: ['--history', '1000'] }); });
beforeEach(() => gateway.reset());
after(async () => { await browser?.close(); await gateway?.close(); });

const LONG = 'agent:main:long';
const journey = (name, session, steps) => test(name, () => withConsole(browser, gateway, {}, async ui => {
  await ui.openConnected({ session });
  await steps(ui);
}));

const twoFrames = ui => ui.page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
const scroll = ui => ui.transcript.evaluate(log => ({ top: log.scrollTop, height: log.scrollHeight, view: log.clientHeight }));
journey('a session of a thousand messages opens at its end with few nodes', LONG, async ui => {
  await ui.articles.last().waitFor();
  await becomes(() => scroll(ui), at => at.top + at.view >= at.height - 4, 'the end is in view');
  const count = await nodes(ui);
  assert.ok(count < 5000, `${count} nodes`);
});

/** Goes to this place and says in the same breath what stands in view there, before anything older can have come. */
const goAndLook = (ui, where) => ui.transcript.evaluate(async (log, where) => {
  log.scrollTop = where;
  await new Promise(done => requestAnimationFrame(done));
  const top = log.getBoundingClientRect().top;
  const first = [...log.querySelectorAll('article')].find(article => article.getBoundingClientRect().top >= top) ?? log.querySelector('article');
  return { text: first.textContent.slice(0, 60), y: first.getBoundingClientRect().top, height: log.scrollHeight };
}, where);
const placeOf = (ui, text) => ui.transcript.evaluate((log, text) => {
  const row = [...log.querySelectorAll('article')].find(article => article.textContent.startsWith(text));
  return row ? row.getBoundingClientRect().top : null;
}, text);
async function assertStill(ui, { text, y }) {
  const now = await placeOf(ui, text);
  assert.ok(now !== null && Math.abs(now - y) <= 2, `“${text}” moved from ${y} to ${now}`);
}

journey('older messages come when scrolling up, and the reader stays where he is', LONG, async ui => {
  await ui.articles.last().waitFor();
  const names = new Set();
  for (let pages = 0; pages < 2; pages++) {
    const seen = await goAndLook(ui, 30);
    await becomes(() => scroll(ui), at => at.height > seen.height + 1000, 'older messages have come');
    await twoFrames(ui);
    await assertStill(ui, seen);
    names.add(seen.text);
  }
  assert.equal(names.size, 2);
});

journey('a reader who has scrolled up is not moved by a stream, and is told of what is new', 'agent:main:main', async ui => {
  await ui.articles.last().waitFor();
  await ui.send('flood 40 every 2ms');
  await ui.isQuiet();
  await ui.send('flood 520 every 10ms');
  await ui.seeLive('w39');
  await ui.transcript.hover();
  await ui.page.mouse.wheel(0, -600);
  // What is below grows meanwhile, and who follows it has nothing below.
  await becomes(() => scroll(ui), at => at.height - at.view - at.top > 300, 'the reader has scrolled up');
  const { top: read } = await scroll(ui);
  const seen = await goAndLook(ui, read);
  await ui.isStill();
  await assertStill(ui, seen);
  await gateway.inject('agent:main:main', 'A word from elsewhere.');
  await ui.page.getByRole('button', { name: /new message/ }).waitFor();
  await assertStill(ui, seen);
  await ui.page.getByRole('button', { name: /new message/ }).click();
  await becomes(() => scroll(ui), at => at.top + at.view >= at.height - 4, 'the newest words are in view');
});

journey('a reader at the end follows the stream', 'agent:main:follow', async ui => {
  await ui.send('flood 520 every 10ms');
  await ui.seeReply('w519');
  await ui.isQuiet();
  await becomes(() => scroll(ui), at => at.top + at.view >= at.height - 4, 'the end is in view');
});

journey('code is highlighted and can be copied whole', 'agent:main:code', async ui => {
  await gateway.inject('agent:main:code', 'Look:\n\n```rust\nfn main() {\n    println!("hi");\n}\n```\n');
  const code = ui.transcript.locator('pre code').last();
  await code.waitFor();
  await becomes(() => code.locator('span').count(), count => count > 2, 'the code is coloured');
  await ui.transcript.getByRole('button', { name: /^Copy/ }).last().click();
  await becomes(() => ui.page.evaluate(() => navigator.clipboard.readText()), text => text.trim() === 'fn main() {\n    println!("hi");\n}', 'it was copied whole');
});

journey('hostile Markdown does nothing', 'agent:main:hostile', async ui => {
  await ui.page.evaluate(() => { globalThis.harmed = false; });
  await gateway.inject('agent:main:hostile', [
    'before <script>globalThis.harmed = true</script> after',
    '<img src=x onerror="globalThis.harmed = true">',
    '[click](javascript:globalThis.harmed=true) [too](JaVaScRiPt:globalThis.harmed=true) [data](data:text/html,<script>1</script>)',
    '![remote](https://example.com/track.png)',
    '<iframe src="https://example.com"></iframe><svg onload="globalThis.harmed = true"></svg>',
    '![svg](data:image/svg+xml;base64,PHN2Zy8+)',
  ].join('\n\n'));
  await ui.replies.filter({ hasText: 'before' }).filter({ hasText: 'too' }).waitFor();
  for (const link of await ui.transcript.getByRole('link').all()) assert.doesNotMatch(await link.getAttribute('href') ?? '', /^\s*(javascript|data):/i);
  for (const text of ['click', 'too']) await ui.transcript.getByText(text).first().click();
  assert.equal(await ui.transcript.locator('script, iframe, svg[onload], img[onerror], img[src^="http"], img[src^="data:image/svg"]').count(), 0);
  assert.equal(await ui.page.evaluate(() => globalThis.harmed), false);
});
