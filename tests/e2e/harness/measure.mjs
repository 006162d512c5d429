// What a page costs: main-thread time, long tasks, frames, memory, nodes. The same measures for every console.
import { execFileSync } from 'node:child_process';

/** Runs in the page before anything of its own: notes when the composer can be used, and every long task. */
function observe() {
  const seen = { composer: 0, bytes: 0, message: 0, longTasks: [], frames: null };
  globalThis.measured = seen;
  new PerformanceObserver(list => { for (const { duration } of list.getEntries()) seen.longTasks.push(duration); }).observe({ type: 'longtask', buffered: true });
  const named = area => /^message|composer/i.test(area.getAttribute('aria-label') || area.placeholder || area.labels?.[0]?.textContent.trim() || '');
  // Our composer can be written in before the gateway answers; what counts is when a message can be sent.
  const status = () => document.querySelector('[role="status"][aria-label="Connection"]');
  const connected = () => !status() || /^\s*Connected/.test(status().textContent);
  const usable = () => connected() && [...document.querySelectorAll('textarea')].some(area => !area.disabled && area.checkVisibility() && named(area));
  const awaited = new URLSearchParams(location.search).get('session')?.includes('open') ? 'msg-0999' : null;
  const shown = () => [...document.querySelectorAll('p')].slice(-20).some(p => p.textContent.startsWith(awaited) && p.checkVisibility());
  const look = () => {
    if (!seen.composer && usable()) {
      seen.composer = performance.now();
      // What has come by then; what is asked for afterwards nobody has waited for.
      for (const type of ['navigation', 'resource']) for (const { transferSize } of performance.getEntriesByType(type)) seen.bytes += transferSize;
    }
    if (awaited && !seen.message && shown()) seen.message = performance.now();
    if (!seen.composer || (awaited && !seen.message)) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  seen.watchFrames = () => {
    let last = performance.now();
    seen.frames = [];
    const frame = now => { seen.frames?.push(now - last); last = now; if (seen.frames) requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
  };
}

/** Opens a page that is being measured. */
export async function openMeasured(context, url) {
  const page = await context.newPage();
  await page.addInitScript(observe);
  const tools = await context.newCDPSession(page);
  await tools.send('Performance.enable');
  await page.goto(url, { waitUntil: 'commit' });
  return { page, tools };
}

export const when = async ({ page }, what) => page.waitForFunction(name => globalThis.measured?.[name], what, { timeout: 60_000, polling: 100 }).then(handle => handle.jsonValue());

async function metrics(tools) {
  const { metrics } = await tools.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

/** Main-thread time so far, in milliseconds. */
export const taskTime = async ({ tools }) => (await metrics(tools)).TaskDuration * 1000;

/** Waits until the main thread has had nothing to do for a while; answers the time it had spent by then. */
export async function settled(measured, quietMs = 500) {
  let before = await taskTime(measured);
  for (let rounds = 0; rounds < 60; rounds++) {
    await new Promise(done => setTimeout(done, quietMs));
    const now = await taskTime(measured);
    if (now - before < quietMs * 0.04) return now;
    before = now;
  }
  return before;
}

export const longTasks = ({ page }) => page.evaluate(() => measured.longTasks.splice(0));
export const watchFrames = ({ page }) => page.evaluate(() => measured.watchFrames());
export const frames = ({ page }) => page.evaluate(() => { const { frames } = measured; measured.frames = null; return frames; });

/** Every node of the document, shadow roots and text included. */
export const nodes = ({ page }) => page.evaluate(() => {
  let count = 0;
  const walk = root => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
    while (walker.nextNode()) { count++; if (walker.currentNode.shadowRoot) walk(walker.currentNode.shadowRoot); }
  };
  walk(document);
  return count;
});

/** Resident memory of the page's renderer in megabytes, after a collection. */
export async function memory(browser, { tools }) {
  await tools.send('HeapProfiler.collectGarbage');
  const system = await browser.newBrowserCDPSession();
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  await system.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => String(id));
  const sizes = execFileSync('ps', ['-o', 'rss=', '-p', renderers.join(',')], { encoding: 'utf8' }).trim().split(/\s+/).map(Number);
  return Math.max(...sizes) / 1024;
}

export const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];
export const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
