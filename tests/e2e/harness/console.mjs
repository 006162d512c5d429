// The console as an operator meets it: everything by role and name, as `features.md` promises them.
import { PATIENCE_MS } from './becomes.mjs';
import { guard } from './guards.mjs';
import { TOKEN } from './settings.mjs';
import { bodyTexts, joined, joins } from './transcript.mjs';

/** A console in a browser profile of its own. `look`: options of the context, such as a phone's viewport. */
export async function openConsole(browser, gateway, look = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US', permissions: ['clipboard-read', 'clipboard-write'], ...look });
  context.setDefaultTimeout(PATIENCE_MS);
  const guards = await guard(context, gateway.origin, gateway.others);
  return consoleOn(await context.newPage(), gateway, guards);
}

export function consoleOn(page, gateway, guards) {
  const transcript = page.getByRole('log', { name: 'Transcript' });
  const composer = page.getByRole('textbox', { name: 'Message' });
  const button = name => page.getByRole('button', { name, exact: true });
  const articles = transcript.getByRole('article');
  const live = transcript.locator('[data-live]');
  const status = page.getByRole('status', { name: 'Connection' });
  const ui = {
    page, guards, transcript, composer, articles, live, status, button,
    alert: page.getByRole('alert'),
    sessions: page.getByRole('combobox', { name: 'Session' }),
    toolCards: transcript.locator('[data-tool]'),
    thinking: transcript.locator('[data-thinking]'),

    /** The address of a session's chat, with or without the key to the door. */
    address(session, token = TOKEN) {
      return `${gateway.url}chat${session ? `?session=${encodeURIComponent(session)}` : ''}${token ? `#token=${token}` : ''}`;
    },
    async openConnected({ session, token } = {}) {
      await page.goto(ui.address(session, token));
      await ui.isReady();
    },
    isConnected: () => status.filter({ hasText: /^\s*Connected/ }).waitFor(),
    statusBecomes: words => status.filter({ hasText: words }).waitFor(),
    async isReady() {
      await ui.isConnected();
      await composer.waitFor();
    },
    async type(text) { await composer.fill(text); },
    async send(text) {
      await composer.fill(text);
      await composer.press('Enter');
    },
    /** A reply that contains these words and is no longer being written. */
    seeReply: words => ui.replies.filter({ hasText: words }).and(page.locator('article:not([data-live])')).last().waitFor(),
    /** A reply that has begun to be written. */
    seeLive: words => (words ? live.filter({ hasText: words }) : live).first().waitFor(),
    /** No run is going on. */
    isStill: () => page.waitForFunction(() => {
      const stop = [...document.querySelectorAll('button[aria-label="Stop"]')].some(button => button.checkVisibility());
      return !stop && !document.querySelector('[role="log"] [data-live]');
    }),
    /** The run has ended, with a reply or another end below the last message of ours: at one moment, as rows are drawn a frame later. */
    isQuiet: () => page.waitForFunction(() => {
      const stop = [...document.querySelectorAll('button[aria-label="Stop"]')].some(button => button.checkVisibility());
      const last = [...document.querySelectorAll('[role="log"] :is(article, [data-end])')].at(-1);
      return !stop && last && last.getAttribute('aria-label') !== 'You' && !document.querySelector('[role="log"] [data-live]');
    }),
    replies: articles.and(page.locator('article:not([aria-label="You"])')),
    mine: transcript.getByRole('article', { name: 'You', exact: true }),
    stop: () => button('Stop').click(),
    newSession: () => button('New session').click(),
    async pickSession(key) {
      await ui.sessions.click();
      await page.getByRole('searchbox').or(page.getByRole('textbox', { name: 'Find a session' })).first().fill(key);
      await page.getByRole('option').filter({ hasText: key }).first().click();
    },
    openSettings: () => page.getByRole('button', { name: /^Session settings/ }).click(),
    lastToolCard: () => ui.toolCards.last(),
    /** Who said what, from top to bottom, although only a window of it is drawn at a time. */
    async whole() {
      const everything = await transcript.evaluate(log => log.scrollHeight <= log.clientHeight + 1);
      if (everything) return bodyTexts(transcript);
      await transcript.evaluate(log => { log.scrollTop = 0; });
      let rows = [];
      for (let readings = 1; ;) {
        await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
        const drawn = await bodyTexts(transcript);
        if (!joins(rows, drawn)) {
          // The transcript changed while it was read: what was read before tells nothing any more.
          if (++readings > 40) throw new Error('The transcript does not hold still.');
          await transcript.evaluate(log => { log.scrollTop = 0; });
          rows = [];
          continue;
        }
        rows = joined(rows, drawn);
        const atEnd = await transcript.evaluate(log => {
          if (log.scrollTop + log.clientHeight >= log.scrollHeight - 2) return true;
          const before = log.scrollTop;
          // The last row drawn stays in view, so that the next window joins this one.
          [...log.querySelectorAll('article')].at(-1)?.scrollIntoView({ block: 'start', behavior: 'instant' });
          if (log.scrollTop <= before) log.scrollTop = before + log.clientHeight * 0.3;
          return false;
        });
        if (atEnd) return rows;
      }
    },
    async close() {
      await page.context().close();
      guards.assertClean();
    },
  };
  return ui;
}

/** Opens the console with one order of things for every journey, and holds the guards at its end. */
export async function withConsole(browser, gateway, look, journey) {
  const ui = await openConsole(browser, gateway, look);
  try {
    await journey(ui);
  } catch (error) {
    error.message += `\n  at ${ui.page.url().replace(/token=[^&]*/, 'token=…')}\n${await ui.page.locator('body').ariaSnapshot({ timeout: 2000 }).catch(() => '')}`.slice(0, 4000);
    await ui.page.context().close();
    throw error;
  }
  await ui.close();
}
