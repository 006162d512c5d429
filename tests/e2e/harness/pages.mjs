// Every page of the console, and the looks in which operators have it.
import { TOKEN } from './settings.mjs';

/** As addresses below the base, with what a page shows only by its query. */
export const PAGES = ['chat', 'approvals', 'sessions', 'overview', 'channels', 'usage', 'nodes', 'devices', 'config', 'config?at=/channels', 'config?q=token', 'config?tab=raw', 'config?tab=update', 'logs', 'cron', 'cron?view=calendar', 'agents?agent=main', 'agents?agent=main&file=AGENTS.md', 'skills', 'voice', 'debug', 'debug?tab=events', 'debug?tab=wizard', 'settings'];

// What is half faded in is too faint to read, and moves while it is measured.
const STILL = { reducedMotion: 'reduce' };
const FINGER = { ...STILL, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
export const DESK = { ...STILL, viewport: { width: 1400, height: 900 } };
export const PHONE = { ...FINGER, viewport: { width: 390, height: 844 } };
export const SMALL_PHONE = { ...FINGER, viewport: { width: 360, height: 640 } };
/** Where every page and dialog is to be met; each in both themes. */
export const LOOKS = { desk: DESK, phone: PHONE };
/** A desk of 1400 by 900 with everything twice as large. */
export const TWICE = { ...STILL, viewport: { width: 700, height: 450 }, deviceScaleFactor: 2 };

/** Opens a page and waits until nothing on it is being loaded. */
export async function openPage(ui, gateway, page) {
  await ui.page.goto(`${gateway.url}${page}#token=${TOKEN}`);
  await ui.isConnected();
  await isRead(ui);
}

/** Until nothing on the page is being loaded. */
export async function isRead(ui) {
  await ui.page.locator('main :is(section, [role=log], [role=grid])').first().waitFor();
  await ui.page.waitForFunction(() => !document.querySelector('main [aria-busy="true"]'));
}

/** By how many pixels the page is wider than its window. */
export const tooWide = ui => ui.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
