// What our pages cost with much on them, on the demo gateway: 5,000 sessions, and what other pages add. Prints a
// table of its own. Each measure is a median over BENCH_RUNS (3) runs in a browser that has been there before.
import { launchBrowser } from '../harness/browser.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { median, nodes, openMeasured, settled } from '../harness/measure.mjs';
import { TOKEN } from '../harness/settings.mjs';
import { cron } from './cron.mjs';
import { logs } from './logs.mjs';

const SESSIONS = 5000;
const USED = 1000;
const SPAN = 90;

/** Does something in the page and answers the milliseconds until what follows from it has been painted. */
export const untilPaint = (page, act, seen) => page.evaluate(([act, seen]) => new Promise(done => {
  const [begin, isThere] = [new Function(act), new Function(`return ${seen}`)];
  const from = performance.now();
  // Two frames on, what the first of them has drawn is on the screen.
  const look = () => requestAnimationFrame(() => {
    if (!isThere()) return look();
    const painted = new MessageChannel();
    painted.port1.onmessage = () => done(performance.now() - from);
    painted.port2.postMessage(null);
  });
  begin();
  look();
}), [act, seen]);

export const TYPE = text => `const field = document.querySelector('input[type="search"]');
  field.value = ${JSON.stringify(text)}; field.dispatchEvent(new Event('input', { bubbles: true }));`;
export const COUNT = `document.querySelector('[role="grid"]').getAttribute('aria-rowcount')`;
export const LINK = name => `document.querySelector('nav a[href$="/${name}"]')`;

async function sessions(gateway, note) {
  const rows = { keystroke: [], to: [], back: [], nodes: [], clear: [] };
  const runs = Number(process.env.BENCH_RUNS || 3);
  for (let run = 0; run < runs; run++) {
    note(`${SESSIONS} sessions: run ${run + 1} of ${runs}`);
    const browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    const measured = await openMeasured(context, `${gateway.url}sessions#token=${TOKEN}`);
    const { page } = measured;
    await page.waitForFunction(wanted => Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')) >= wanted, SESSIONS * 0.97);
    await settled(measured);
    rows.nodes.push(await nodes(measured));
    let before = await page.evaluate(COUNT);
    // Each letter narrows what the one before has left.
    for (const typed of ['b', 'ba', 'bac', 'back', 'backup']) {
      const act = `globalThis.before = ${COUNT};${TYPE(typed)}`;
      rows.keystroke.push(await untilPaint(page, act, `${COUNT} !== globalThis.before || ${JSON.stringify(typed)}.length > 4`));
    }
    rows.clear.push(await untilPaint(page, TYPE(''), `${COUNT} === ${JSON.stringify(before)}`));
    for (let turn = 0; turn < 3; turn++) {
      rows.back.push(await untilPaint(page, `${LINK('chat')}.click()`, `document.querySelector('textarea')?.checkVisibility()`));
      await settled(measured);
      rows.to.push(await untilPaint(page, `${LINK('sessions')}.click()`, `document.querySelectorAll('[role="grid"] [data-row]').length > 10`));
      await settled(measured);
    }
    await browser.close();
  }
  return [
    [`${SESSIONS} sessions: keystroke in the search to paint`, median(rows.keystroke), 'ms', 50],
    [`${SESSIONS} sessions: search emptied to paint`, median(rows.clear), 'ms', 50],
    [`${SESSIONS} sessions: from the page to the chat`, median(rows.back), 'ms', 100],
    [`${SESSIONS} sessions: back to the page`, median(rows.to), 'ms', 100],
    [`${SESSIONS} sessions: nodes in the document`, median(rows.nodes), '', 5000],
  ];
}

const DAYS = '.chart [role="img"][aria-label*="per day"]';
/** What the chart of the days shows by now, and whether it is on its canvas. */
const SERIES = `JSON.stringify(globalThis.echarts?.getInstanceByDom(document.querySelector('${DAYS}'))?.getOption().series?.map(it => it.name))`;
export const PRESS = name => `[...document.querySelectorAll('button')].find(it => it.textContent.trim() === ${JSON.stringify(name)}).click()`;
const TOTAL = `document.querySelector('dl dd')?.textContent`;
const QUERY = text => `const field = document.querySelector('input[role="combobox"]');
  field.value = ${JSON.stringify(text)}; field.dispatchEvent(new Event('input', { bubbles: true }));`;

async function usage(gateway, note) {
  const rows = { kind: [], query: [], to: [], back: [], nodes: [] };
  const runs = Number(process.env.BENCH_RUNS || 3);
  for (let run = 0; run < runs; run++) {
    note(`${USED} sessions in ${SPAN} days: run ${run + 1} of ${runs}`);
    const browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    const measured = await openMeasured(context, `${gateway.url}usage?days=90d#token=${TOKEN}`);
    const { page } = measured;
    await page.locator('.chart[data-stage=drawn]').first().waitFor();
    await settled(measured);
    rows.nodes.push(await nodes(measured));
    for (const kind of ['Cost', 'Tokens', 'Cost', 'Tokens']) {
      rows.kind.push(await untilPaint(page, `globalThis.before = ${SERIES};${PRESS(kind)}`, `${SERIES} !== globalThis.before`));
    }
    for (const query of ['agent:scout', '', 'model:lantern*', '']) {
      rows.query.push(await untilPaint(page, `globalThis.before = ${TOTAL};${QUERY(query)}`, `${TOTAL} !== globalThis.before`));
    }
    for (let turn = 0; turn < 3; turn++) {
      rows.back.push(await untilPaint(page, `${LINK('chat')}.click()`, `document.querySelector('textarea')?.checkVisibility()`));
      await settled(measured);
      rows.to.push(await untilPaint(page, `${LINK('usage')}.click()`, `document.querySelector('h1').textContent === 'Usage' && document.querySelector('input[role="combobox"]')`));
      await settled(measured);
    }
    await browser.close();
  }
  const what = `${SPAN} days of ${USED} sessions`;
  return [
    [`${what}: from tokens to cost, redrawn`, median(rows.kind), 'ms', 100],
    [`${what}: query to paint`, median(rows.query), 'ms', 100],
    [`${what}: from the page to the chat`, median(rows.back), 'ms', 100],
    [`${what}: back to the page`, median(rows.to), 'ms', 100],
    [`${what}: nodes in the document`, median(rows.nodes), '', 5000],
  ];
}

/** Every page that has a number to show: what starts its gateway, and what it measures. */
const PAGES = [
  { more: ['--sessions', String(SESSIONS)], measure: sessions },
  { more: ['--usage-days', String(SPAN), '--usage-sessions', String(USED)], measure: usage },
  { more: [], measure: cron },
  { more: [], measure: logs },
];

/** Measures all pages, or those whose function is named in BENCH_PAGES, and prints them. */
export async function benchPages(out, note) {
  const wanted = process.env.BENCH_PAGES?.split(',');
  out.write(`\nOn the demo gateway\n${''.padEnd(64)}${'Quarterdeck'.padStart(13)}  target\n`);
  for (const { more, measure } of PAGES.filter(({ measure }) => !wanted || wanted.includes(measure.name))) {
    const gateway = await startDemoGateway({ more });
    try {
      for (const [name, value, unit, limit] of await measure(gateway, note)) {
        const shown = `${value.toFixed(0)}${unit && ` ${unit}`}`;
        out.write(`${name.padEnd(64)}${shown.padStart(13)}  < ${limit}: ${value < limit ? 'met' : 'MISSED'}\n`);
      }
    } finally { await gateway.close(); }
  }
}
