// The log of a real gateway: what one does appears in it, and can be filtered, held still and taken along.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { test } from 'node:test';
import { becomes } from './becomes.mjs';
import { withConsole } from './console.mjs';
import { TOKEN } from './settings.mjs';

/** `browser`, `gateway` and `operator` are asked for when the tests run. */
export function logJourneys({ browser, gateway, operator }) {
  const log = ui => ui.page.getByRole('log', { name: 'Gateway log' });
  const filter = ui => ui.page.getByRole('textbox', { name: 'Filter' });
  const shown = ui => ui.page.getByText(/^[\d,.]+ of [\d,.]+ lines$/).innerText().then(words => words.match(/[\d,.]+/g).map(number => Number(number.replace(/[,.]/g, ''))));
  const journey = (name, steps) => test(name, () => withConsole(browser(), gateway(), {}, async ui => {
    await ui.page.goto(`${gateway().url}logs#token=${TOKEN}`);
    await ui.isConnected();
    await becomes(() => shown(ui), ([, all]) => all > 0, 'the log is read');
    await steps(ui);
  }));
  /** Does something that every version writes into its log, under a name that nobody else has. */
  const leaveTrace = async () => {
    const name = `no.such.method.${crypto.randomUUID().slice(0, 8)}`;
    await assert.rejects(operator().call(name));
    return name;
  };

  journey('what one does appears in the log, with its level and subsystem', async ui => {
    const trace = await leaveTrace();
    await filter(ui).fill(trace);
    const line = log(ui).locator('[data-level]', { hasText: trace }).first();
    await line.waitFor();
    await line.getByText('gateway/ws').waitFor();
    assert.notEqual(await line.getAttribute('data-level'), '');
    await line.getByRole('button', { name: /^Details/ }).click();
    await ui.page.getByRole('group', { name: 'Details', exact: true }).getByText('_meta').waitFor();
  });

  journey('levels are counted, an expression finds, and what is shown is taken along', async ui => {
    const traces = [await leaveTrace(), await leaveTrace()];
    await ui.button('Regular expression').click();
    await filter(ui).fill(`(${traces.join('|').replaceAll('.', '\\.')})`);
    const counts = ui.page.getByRole('group', { name: 'Levels' }).getByRole('button');
    const counted = async () => (await counts.allInnerTexts()).map(words => Number(/(\d+)\s*$/.exec(words)?.[1] ?? 0)).reduce((a, b) => a + b, 0);
    await becomes(async () => [await counted(), (await shown(ui))[0], await log(ui).locator('.log_line').count()], ([sum, said, seen]) => seen >= 2 && sum === seen && said === seen, 'both are found, and counted');
    const download = ui.page.waitForEvent('download');
    await ui.button('Export').click();
    await ui.page.getByRole('menuitem', { name: 'Save as JSON lines' }).click();
    const lines = fs.readFileSync(await (await download).path(), 'utf8').trim().split('\n');
    for (const trace of traces) assert.ok(lines.some(line => line.includes(trace) && JSON.parse(line)._meta), trace);
  });

  journey('it stands still, and goes on with what came meanwhile', async ui => {
    await ui.button('Pause').click();
    const trace = await leaveTrace();
    await ui.page.getByRole('button', { name: /^Paused: [1-9]/ }).waitFor();
    assert.equal(await log(ui).getByText(trace).count(), 0);
    await ui.button('Resume').click();
    await log(ui).getByText(trace).first().waitFor();
  });
}
