// What the log costs: a flood of lines that is followed, and a hundred thousand lines held and looked through.
// BENCH_LOG_SECONDS (15): how long the flood of a thousand lines a second lasts; a minute shows what lasts.
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { longTasks, median, memory, openMeasured, settled, taskTime } from '../harness/measure.mjs';
import { TOKEN } from '../harness/settings.mjs';
import { untilPaint } from './pages.mjs';

const SECONDS = Number(process.env.BENCH_LOG_SECONDS || 15);
const A_SECOND = 1000;
const HELD = 100_000;

const COUNT = `document.querySelector('.logs__count')?.textContent`;
const NUMBERS = `(${COUNT} ?? '').match(/[\\d,]+/g)?.map(it => Number(it.replaceAll(',', ''))) ?? [0, 0]`;
const TYPE = text => `const field = document.querySelector('.log_bar input');
  field.value = ${JSON.stringify(text)}; field.dispatchEvent(new Event('input', { bubbles: true }));`;
const LEVEL = name => `[...document.querySelectorAll('.log_choices__level')].find(it => it.dataset.level === '${name}').click();`;

const held = (page, wanted, timeout = 120_000) => becomes(() => page.evaluate(NUMBERS), ([, held]) => held >= wanted, `${wanted} lines are held`, timeout);

export async function logs(gateway, note) {
  const rows = { flood: [], cpu: [], held: [], filter: [], clear: [], level: [], scroll: [], memory: [], missing: [] };
  const runs = Number(process.env.BENCH_RUNS || 3);
  for (let run = 0; run < runs; run++) {
    note(`log: run ${run + 1} of ${runs}`);
    await gateway.reset();
    const browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    const measured = await openMeasured(context, `${gateway.url}logs#token=${TOKEN}`);
    const { page } = measured;
    await held(page, 1);
    const idle = await settled(measured);
    await longTasks(measured);
    const [, before] = await page.evaluate(NUMBERS);
    await gateway.order('log-flood', { perSecond: A_SECOND, seconds: SECONDS });
    await held(page, Math.min(HELD, before + A_SECOND * SECONDS * 0.99), SECONDS * 4000 + 60_000);
    rows.cpu.push((await taskTime(measured) - idle) / SECONDS / 10);
    rows.flood.push(Math.max(0, ...await longTasks(measured)));
    rows.missing.push(await page.locator('.log_line__note', { hasText: 'missing' }).count());
    note(`log: ${HELD} lines`);
    while ((await page.evaluate(NUMBERS))[1] < HELD) {
      const [, now] = await page.evaluate(NUMBERS);
      await gateway.order('log-lines', { count: 1000 });
      await held(page, Math.min(HELD, now + 1000));
    }
    await settled(measured);
    rows.held.push(Math.max(0, ...await longTasks(measured)));
    for (const typed of ['r', 'ru', 'run', 'runid']) {
      rows.filter.push(await untilPaint(page, `globalThis.before = ${COUNT};${TYPE(typed)}`, `${COUNT} !== globalThis.before`));
    }
    rows.clear.push(await untilPaint(page, `globalThis.before = ${COUNT};${TYPE('')}`, `${COUNT} !== globalThis.before`));
    for (const name of ['error', 'info']) {
      rows.level.push(await untilPaint(page, `globalThis.before = ${COUNT};${LEVEL(name)}`, `${COUNT} !== globalThis.before`));
    }
    await untilPaint(page, `${LEVEL('error')}${LEVEL('info')}`, 'true');
    for (let place = 0; place < 20; place++) {
      await untilPaint(page, `const log = document.querySelector('[role="log"].virtual_list'); log.scrollTop = log.scrollHeight * ${place / 20};`, 'true');
    }
    rows.scroll.push(Math.max(0, ...await longTasks(measured)));
    rows.memory.push(await memory(browser, measured));
    await browser.close();
  }
  return [
    [`log, ${A_SECOND} lines/s for ${SECONDS} s: longest task`, median(rows.flood), 'ms', 50],
    [`log, ${A_SECOND} lines/s: main thread busy`, median(rows.cpu), '%', 60],
    [`log, ${A_SECOND} lines/s: gaps`, median(rows.missing), '', 1],
    [`log, up to ${HELD} lines: longest task`, median(rows.held), 'ms', 50],
    [`log, ${HELD} lines: keystroke in the filter to paint`, median(rows.filter), 'ms', 400],
    [`log, ${HELD} lines: filter emptied to paint`, median(rows.clear), 'ms', 400],
    [`log, ${HELD} lines: a level chosen to paint`, median(rows.level), 'ms', 100],
    [`log, ${HELD} lines: filtered and scrolled, longest task`, median(rows.scroll), 'ms', 50],
    [`log, ${HELD} lines: memory`, median(rows.memory), 'MB', 300],
  ];
}
