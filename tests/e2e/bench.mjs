// The console against the gateway's own console: same gateway, same browser, same run. Prints a table with ratios.
// BENCH_RUNS (3): runs of which the median counts. BENCH_VERSIONS: gateways to measure on. Without QUARTERDECK_DIST
// only the gateways' own consoles are measured.
import process from 'node:process';
import { config } from './bench/config.mjs';
import { benchPages } from './bench/pages.mjs';
import { launchBrowser } from './harness/browser.mjs';
import { startMeter } from './harness/meter.mjs';
import { frames, longTasks, median, memory, nodes, openMeasured, percentile, settled, taskTime, watchFrames, when } from './harness/measure.mjs';
import { writeHistory } from './harness/operator.mjs';
import { startRealGateway } from './harness/real_gateway.mjs';
import { TOKEN, dist } from './harness/settings.mjs';
import { printTable } from './harness/table.mjs';

const RUNS = Number(process.env.BENCH_RUNS || 3);
const VERSIONS = (process.env.BENCH_VERSIONS || '2026.2.6-3,2026.9.6').split(',');
const WORDS = 2000;
const MESSAGES = 1000;
const OPENED = 'agent:main:open';
const FILLED = 'agent:main:filled';

const chat = (origin, session) => `${origin}/chat?session=${encodeURIComponent(session)}#token=${TOKEN}`;
const sum = values => values.reduce((a, b) => a + b, 0);
const note = text => process.stderr.write(`bench: ${text}\n`);

/** First visit with nothing cached, then a second one in the same browser profile. */
async function load(meter, row) {
  const browser = await launchBrowser();
  const context = await browser.newContext();
  for (const visit of ['cold', 'warm']) {
    meter.read();
    const measured = await openMeasured(context, chat(meter.origin, 'agent:main:main'));
    row[`${visit} composer`].push(await when(measured, 'composer'));
    row[`${visit} bytes until then`].push(await measured.page.evaluate(() => globalThis.measured.bytes) / 1000);
    row[`${visit} CPU`].push(await settled(measured));
    row[`${visit} bytes in all`].push(meter.read().files / 1000);
    if (visit === 'cold') row['memory'].push(await memory(browser, measured));
    await measured.page.close();
  }
  await browser.close();
}

/** A session of many Markdown messages, in a profile that has been there before. */
async function open(meter, row) {
  const browser = await launchBrowser();
  const context = await browser.newContext();
  const before = await openMeasured(context, chat(meter.origin, 'agent:main:main'));
  await when(before, 'composer');
  await settled(before);
  await before.page.close();
  const measured = await openMeasured(context, chat(meter.origin, OPENED));
  row['open last message'].push(await when(measured, 'message'));
  row['open CPU'].push(await settled(measured));
  row['open nodes'].push(await nodes(measured));
  row['open memory'].push(await memory(browser, measured));
  await browser.close();
}

/** A fast reply into a session. Frames are watched in a run of their own, because watching costs time as well. */
async function stream(meter, operator, session, name, row, framesToo) {
  const browser = await launchBrowser();
  const context = await browser.newContext();
  const measured = await openMeasured(context, chat(meter.origin, session));
  await when(measured, 'composer');
  const before = await settled(measured);
  await longTasks(measured);
  if (framesToo) await watchFrames(measured);
  const end = await sayOnPage(measured.page, operator, session, `flood ${WORDS} every 3ms`);
  if (end.state !== 'final') throw new Error(`The reply ended with ${end.state}: ${end.errorMessage}`);
  if (framesToo) {
    const all = await frames(measured);
    row[`${name} frame p95`].push(percentile(all, 0.95));
    row[`${name} frame worst`].push(Math.max(...all));
  } else {
    row[`${name} CPU`].push(await settled(measured) - before);
    const tasks = await longTasks(measured);
    row[`${name} long tasks`].push(tasks.length);
    row[`${name} long tasks total`].push(sum(tasks));
    row[`${name} memory`].push(await memory(browser, measured));
  }
  await measured.page.waitForFunction(word => document.body.textContent.includes(word), `w${WORDS - 1}`);
  await browser.close();
}

/** Types and sends, as the one who waits for the reply does; the second operator tells when the run has ended. */
async function sayOnPage(page, operator, session, message) {
  const known = operator.events.length;
  const composer = page.locator('textarea:visible').last();
  await composer.fill(message);
  await composer.press('Enter');
  const ended = ({ event, payload }) => event === 'chat' && payload.sessionKey === session && ['final', 'error', 'aborted'].includes(payload.state);
  const { payload } = await operator.next(frame => ended(frame) && operator.events.indexOf(frame) >= known);
  return payload;
}

async function measureConsole(gateway, side) {
  const row = new Proxy({}, { get: (rows, key) => key === 'toJSON' ? undefined : (rows[key] ??= []) });
  const meter = await startMeter(gateway.port);
  const operator = await gateway.operator();
  for (let run = 0; run <= RUNS; run++) {
    const framesToo = run === RUNS;
    note(`${gateway.version}, ${side}: ${framesToo ? 'frames' : `run ${run + 1} of ${RUNS}`}`);
    if (!framesToo) { await load(meter, row); await open(meter, row); await config(meter, row, gateway.version, side); }
    // Some versions open a session only once it has been spoken to.
    const fresh = `agent:main:${side}-${run}`;
    await operator.say(fresh, 'hello');
    await stream(meter, operator, fresh, 'empty', row, framesToo);
    await stream(meter, operator, FILLED, 'filled', row, framesToo);
  }
  operator.close();
  meter.close();
  return Object.fromEntries(Object.entries(row).map(([name, values]) => [name, median(values)]));
}

const ours = process.env.QUARTERDECK_DIST ? dist() : null;
/** The console of the first version measured, which others are held against. */
let oldest;
for (const version of VERSIONS) {
  const gateway = await startRealGateway(version);
  try {
    const operator = await gateway.operator();
    note(`${version}: writing two sessions of ${MESSAGES} messages`);
    for (const session of [OPENED, FILLED]) await writeHistory(operator, session, MESSAGES);
    operator.close();
    const result = { version, theirs: await measureConsole(gateway, 'own') };
    if (ours) {
      await gateway.restart({ uiRoot: ours });
      result.ours = await measureConsole(gateway, 'quarterdeck');
    }
    oldest ??= result.theirs;
    // What has been measured is told, whatever becomes of the next.
    printTable(result, oldest, process.stdout);
  } finally { await gateway.close(); }
}
if (ours) await benchPages(process.stdout, note);
