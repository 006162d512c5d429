// Notifications as an operator meets them, and a browser that can be subscribed without any push service.
import { becomes } from './becomes.mjs';
import { TOKEN } from './settings.mjs';

/** Opens a page whose service worker is at work: a debug build only asks for one where it is needed. */
export async function openTold(ui, gateway, { prefs = {}, at = 'overview' } = {}) {
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
  await isAttended(ui);
}

/** What hears of the fleet has come: the page knows who asks and what is broken. */
const isAttended = ui => ui.page.waitForFunction(() => document.querySelector('.nav__count, .overview__row, .sheet'));

export const hide = (ui, hidden = true) => ui.page.evaluate(hidden => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => hidden ? 'hidden' : 'visible' });
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}, hidden);

/** What is shown now. */
export const notes = ui => ui.page.evaluate(async () => {
  const shown = await (await navigator.serviceWorker.ready).getNotifications();
  return shown.map(({ title, body, tag, data }) => ({ title, body, tag, path: data?.path }));
});

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
export const press = async (ui, tag) => (await worker(ui)).evaluate(async tag => {
  const [notification] = await registration.getNotifications({ tag });
  const event = new NotificationEvent('notificationclick', { notification });
  let done;
  event.waitUntil = promise => { done = promise; };
  self.dispatchEvent(event);
  await done;
}, tag);

/** Delivers what a gateway has pushed, as a push service would. */
export const push = async (ui, message) => (await worker(ui)).evaluate(async message => {
  const event = new PushEvent('push', { data: typeof message === 'string' ? message : JSON.stringify(message) });
  let done;
  event.waitUntil = promise => { done = promise; };
  self.dispatchEvent(event);
  await done;
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
