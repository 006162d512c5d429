// The page of configuration: from the arrival of the schema to a form that can be used, a key pressed to what it has
// drawn, and what stands in the document. The same measures for the gateway's own page. Alone: node bench/config.mjs
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { launchBrowser } from '../harness/browser.mjs';
import { memory, nodes, openMeasured, settled, taskTime } from '../harness/measure.mjs';
import { startRealGateway } from '../harness/real_gateway.mjs';
import { TOKEN, dist } from '../harness/settings.mjs';

const KEYS = 'lighthouse keeper';
const SIZE = { width: 1400, height: 900 };

/** Runs in the page before anything of its own: notes when the schema has come, and when something can be typed. */
function observe() {
  const seen = { schema: 0, form: 0, keys: [] };
  globalThis.config = seen;
  const Plain = globalThis.WebSocket;
  globalThis.WebSocket = class extends Plain {
    constructor(...all) {
      super(...all);
      // The first to hear: what the page does with it comes after.
      this.addEventListener('message', ({ data }) => {
        if (typeof data === 'string' && data.length > 50_000 && data.includes('"uiHints"')) seen.schema = performance.now();
      });
    }
  };
  const isSearch = field => /search|filter/i.test(`${field.type} ${field.placeholder} ${field.getAttribute('aria-label')}`);
  seen.fields = () => [...document.querySelectorAll('main input, main select, main textarea')]
    .filter(field => !field.disabled && !isSearch(field) && field.checkVisibility());
  const look = () => {
    const isHere = seen.schema && document.readyState === 'complete' && seen.fields().length > 1;
    if (!isHere) return requestAnimationFrame(look);
    const painted = new MessageChannel();
    painted.port1.onmessage = () => { seen.form = performance.now(); };
    painted.port2.postMessage(null);
  };
  requestAnimationFrame(look);
  addEventListener('keydown', () => {
    const from = performance.now();
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => seen.keys.push(performance.now() - from);
      painted.port2.postMessage(null);
    });
  }, { capture: true });
}

/** Types into what has the keyboard; answers what a key has cost the main thread, and how long until it was painted. */
async function type(measured) {
  await settled(measured);
  await measured.page.evaluate(() => { globalThis.config.keys = []; });
  const before = await taskTime(measured);
  for (const key of KEYS) {
    await measured.page.keyboard.press(key === ' ' ? 'Space' : key);
    await measured.page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  const work = (await taskTime(measured) - before) / KEYS.length;
  const keys = await measured.page.evaluate(() => globalThis.config.keys);
  return { work, paint: keys.reduce((sum, key) => sum + key, 0) / keys.length };
}

/** Where the gateway's own console has its whole form. */
const OWN = { '2026.2.6-3': 'config' };
const path = (version, side) => (side === 'own' ? OWN[version] ?? 'settings/advanced' : 'config');

/** Measures the page of configuration of whoever serves at this address: the gateway's `own` console, or ours. */
export async function config(meter, row, version, side) {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: SIZE });
    await context.addInitScript(observe);
    // What is loaded once is there: only the page itself counts.
    for (const visit of ['first', 'second']) {
      const measured = await openMeasured(context, `${meter.origin}/${path(version, side)}#token=${TOKEN}`);
      const { page } = measured;
      await page.waitForFunction(() => globalThis.config.form, null, { timeout: 90_000, polling: 100 });
      if (visit === 'second') {
        row['config usable'].push(await page.evaluate(() => globalThis.config.form - globalThis.config.schema));
        row['config CPU'].push(await settled(measured));
        row['config nodes'].push(await nodes(measured));
        row['config memory'].push(await memory(browser, measured));
        const text = page.locator('main input[type=text]:visible:not([disabled]):not([aria-label*="earch"]):not([placeholder*="earch"])').first();
        await text.scrollIntoViewIfNeeded();
        await text.focus();
        await page.keyboard.press('End');
        const typed = await type(measured);
        row['config key'].push(typed.work);
        row['config key painted'].push(typed.paint);
        const search = page.locator('input[aria-label*="earch settings"]:visible, input[placeholder*="earch settings"]:visible').first();
        if (await search.count()) {
          await search.focus();
          const found = await type(measured);
          row['config search key'].push(found.work);
          row['config search painted'].push(found.paint);
        }
      } else { await settled(measured); }
      await page.close();
    }
  } finally { await browser.close(); }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const version of (process.env.BENCH_VERSIONS || '2026.2.6-3,2026.9.6').split(',')) {
    for (const uiRoot of [undefined, dist()]) {
      const gateway = await startRealGateway(version, { uiRoot });
      try {
        const row = new Proxy({}, { get: (rows, key) => (key === 'toJSON' ? undefined : (rows[key] ??= [])) });
        for (let run = 0; run < Number(process.env.BENCH_RUNS || 3); run++) await config(gateway, row, version, uiRoot ? 'quarterdeck' : 'own');
        process.stdout.write(`${version} ${uiRoot ? 'Quarterdeck' : 'own console'}\n`);
        for (const [name, values] of Object.entries(row)) process.stdout.write(`  ${name.padEnd(24)}${values.map(value => value.toFixed(1)).join('  ')}\n`);
      } finally { await gateway.close(); }
    }
  }
}
