// The page of jobs with 2,000 of them: opened, narrowed as one types, and from the list to the calendar and back.
import { launchBrowser } from '../harness/browser.mjs';
import { median, nodes, openMeasured, settled } from '../harness/measure.mjs';
import { TOKEN } from '../harness/settings.mjs';
import { COUNT, LINK, PRESS, TYPE, untilPaint } from './pages.mjs';

const JOBS = 2000;

export async function cron(gateway, note) {
  const rows = { keystroke: [], clear: [], month: [], list: [], to: [], nodes: [] };
  const runs = Number(process.env.BENCH_RUNS || 3);
  await gateway.order('jobs', { count: JOBS });
  for (let run = 0; run < runs; run++) {
    note(`${JOBS} jobs: run ${run + 1} of ${runs}`);
    const browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    const measured = await openMeasured(context, `${gateway.url}cron#token=${TOKEN}`);
    const { page } = measured;
    await page.waitForFunction(wanted => Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')) > wanted, JOBS);
    await settled(measured);
    rows.nodes.push(await nodes(measured));
    const before = await page.evaluate(COUNT);
    for (const typed of ['h', 'ha', 'har', 'harbour 1', 'harbour 19']) {
      const act = `globalThis.before = ${COUNT};${TYPE(typed)}`;
      rows.keystroke.push(await untilPaint(page, act, `${COUNT} !== globalThis.before || ${JSON.stringify(typed)}.length < 4`));
    }
    rows.clear.push(await untilPaint(page, TYPE(''), `${COUNT} === ${JSON.stringify(before)}`));
    for (let turn = 0; turn < 3; turn++) {
      rows.month.push(await untilPaint(page, PRESS('Month'), `document.querySelectorAll('.plan_board__run').length > 20`));
      await settled(measured);
      rows.list.push(await untilPaint(page, PRESS('List'), `document.querySelectorAll('[role="grid"] [data-row]').length > 10`));
      await settled(measured);
      await untilPaint(page, `${LINK('chat')}.click()`, `document.querySelector('textarea')?.checkVisibility()`);
      await settled(measured);
      rows.to.push(await untilPaint(page, `${LINK('cron')}.click()`, `document.querySelectorAll('[role="grid"] [data-row]').length > 10`));
      await settled(measured);
    }
    await browser.close();
  }
  return [
    [`${JOBS} jobs: keystroke in the search to paint`, median(rows.keystroke), 'ms', 50],
    [`${JOBS} jobs: search emptied to paint`, median(rows.clear), 'ms', 50],
    [`${JOBS} jobs: from the list to the month`, median(rows.month), 'ms', 200],
    [`${JOBS} jobs: back to the list`, median(rows.list), 'ms', 100],
    [`${JOBS} jobs: to the page`, median(rows.to), 'ms', 100],
    [`${JOBS} jobs: nodes in the document`, median(rows.nodes), '', 5000],
  ];
}
