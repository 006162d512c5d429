// Notifications as an operator meets them, and a browser that can be subscribed without any push service.
import { becomes } from './becomes.mjs';
import { TOKEN } from './settings.mjs';

/** Opens a page whose service worker is at work: a debug build only asks for one where it is needed. */
export async function openTold(ui, gateway, { prefs = {}, at = 'overview' } = {}) {
  await ui.page.addInitScript(madeUpNotifications);
  await ui.page.addInitScript(prefs => {
    localStorage.getItem('quarterdeck.prefs') ?? localStorage.setItem('quarterdeck.prefs', JSON.stringify(prefs));
  }, prefs);
  await ui.page.goto(`${gateway.url}${at}#token=${TOKEN}`);
  await ui.isConnected();
  await ui.page.evaluate(async url => {
    await navigator.serviceWorker.register(new URL('sw.js', url), { scope: new URL(url).pathname });
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
  }, gateway.url);
  await ui.page.reload();
  await ui.isConnected();
  // What hears of news comes after the first load. What is broken by then is counted, and no news.
  await ui.page.locator('nav a[href$="/channels"]').filter({ hasText: '1' }).first().waitFor({ state: 'attached' });
}

export const hide = (ui, hidden = true) => ui.page.evaluate(hidden => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => hidden ? 'hidden' : 'visible' });
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}, hidden);

/**
 * Runs in the page before anything of its own. A browser without a screen grants no notifications and shows none:
 * what would be shown is kept here.
 */
export function madeUpNotifications() {
  const shown = globalThis.shownNotes = new Map();
  Object.defineProperty(Notification, 'permission', { configurable: true, get: () => 'granted' });
  Notification.requestPermission = async () => 'granted';
  ServiceWorkerRegistration.prototype.showNotification = async (title, options) => { shown.set(options.tag, { title, ...options }); };
  ServiceWorkerRegistration.prototype.getNotifications = async ({ tag }) =>
    [...shown.values()].filter(note => note.tag === tag).map(note => ({ ...note, close: () => shown.delete(tag) }));
}

/** What is shown now. */
export const notes = ui => ui.page.evaluate(() =>
  [...globalThis.shownNotes.values()].map(({ title, body, tag, data }) => ({ title, body, tag, path: data?.path })));

/** The notification with this title, once it is there. */
export async function told(ui, title) {
  const has = shown => shown.find(note => (title instanceof RegExp ? title.test(note.title) : note.title === title));
  return has(await becomes(() => notes(ui), has, `a notification says ${title}`));
}

/** The service worker, as a test can reach into it. */
export async function worker(ui) {
  const [running] = ui.page.context().serviceWorkers();
  return running ?? ui.page.context().waitForEvent('serviceworker');
}

/** Presses what is shown, as the system would. */
export async function press(ui, tag) {
  const { data } = await ui.page.evaluate(tag => globalThis.shownNotes.get(tag), tag);
  await pressed(ui, data);
}

/** The same, for what was shown with this data. */
export const pressed = async (ui, data) => (await worker(ui)).evaluate(async data => {
  let done;
  const own = { notification: { data, close() {} }, waitUntil: promise => { done = promise; } };
  self.dispatchEvent(Object.defineProperties(new ExtendableEvent('notificationclick'), Object.getOwnPropertyDescriptors(own)));
  await done;
}, data);

/** Delivers what a gateway has pushed, as a push service would, and gives what is shown of it. */
export const push = async (ui, message) => (await worker(ui)).evaluate(async message => {
  let done, shown;
  registration.showNotification = async (title, options) => { shown = { title, ...options }; };
  const event = new PushEvent('push', { data: typeof message === 'string' ? message : JSON.stringify(message) });
  event.waitUntil = promise => { done = promise; };
  self.dispatchEvent(event);
  await done;
  return shown;
}, message);

/** Runs in the page before anything of its own: subscriptions that reach no service. */
export function madeUpPushManager() {
  const kept = () => JSON.parse(localStorage.getItem('made-up-subscription') ?? 'null');
  const keep = it => (it ? localStorage.setItem('made-up-subscription', JSON.stringify(it)) : localStorage.removeItem('made-up-subscription'));
  const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), sign => sign.charCodeAt(0)).buffer;
  const made = ({ endpoint, key }) => ({
    endpoint, options: { userVisibleOnly: true, applicationServerKey: bytes(key) },
    toJSON: () => ({ endpoint, expirationTime: null, keys: { p256dh: 'BGJh', auth: 'c2FsdHNhbHRzYWx0c2FsdA' } }),
    unsubscribe: async () => { keep(null); return true; },
  });
  PushManager.prototype.getSubscription = async () => (kept() ? made(kept()) : null);
  PushManager.prototype.subscribe = async ({ applicationServerKey: key, userVisibleOnly }) => {
    if (localStorage.getItem('made-up-refusal')) throw new DOMException('Registration failed - push service error', 'AbortError');
    if (!userVisibleOnly) throw new DOMException('userVisibleOnly is needed', 'NotAllowedError');
    if (kept() && kept().key !== key) throw new DOMException('another key is in use', 'InvalidStateError');
    const count = Number(localStorage.getItem('made-up-count') ?? 0) + 1;
    localStorage.setItem('made-up-count', count);
    keep(kept() ?? { endpoint: `https://push.example/send/${count}`, key });
    return made(kept());
  };
}
