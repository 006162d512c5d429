// Use on a real gateway, after real chats: the numbers on the page are those that a second operator is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes } from './becomes.mjs';
import { withConsole } from './console.mjs';
import { TOKEN } from './settings.mjs';

const PRICED = 'agent:main:usage-priced';
const UNPRICED = 'agent:main:usage-unpriced';
const MODEL = 'script-unpriced';
const sum = values => values.reduce((sum, value) => sum + value, 0);
const number = text => Number(/\d[\d,]*(?:\.\d+)?/.exec(text)?.[0].replaceAll(',', ''));
// Dollars are written with three digits where they are less than a dime, else with cents.
const isCost = (text, cost) => Math.abs(number(text) - cost) <= Math.max(Math.abs(cost) * 0.005, cost < 0.1 ? 0 : 0.005);

/** What a gateway is asked for the last 30 days of UTC, by what it understands. */
function asked(version) {
  const day = back => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  const later = version === '2026.2.6-3' ? {} : { mode: 'utc' };
  const all = version === '2026.9.6' ? { agentScope: 'all' } : {};
  return { startDate: day(29), endDate: day(0), ...later, ...all };
}

/** `browser`, `gateway` and `operator` are asked for when the tests run. */
export function usageJourneys({ version, browser, gateway, operator }) {
  const isFresh = ({ cacheStatus }) => !cacheStatus || cacheStatus.status === 'fresh';
  const told = () => becomes(() => operator().call('sessions.usage', { ...asked(version), limit: 1000 }), isFresh, 'the gateway has counted', 90_000);
  const session = (truth, key) => truth.sessions.find(row => row.key === key);
  /** Answers without a price. Early gateways take a model without one for one that costs nothing. */
  const unpriced = ({ totals, sessions }) => totals.missingCostEntries + (version === '2026.9.6' ? 0
    : sessions.flatMap(({ usage }) => usage?.modelUsage ?? []).filter(({ totals }) => totals.totalTokens > 0 && totals.totalCost === 0 && !totals.missingCostEntries)
      .reduce((sum, { count }) => sum + count, 0));
  const region = (ui, name) => ui.page.getByRole('region', { name, exact: true });
  const tile = (ui, name) => region(ui, 'Totals').locator('div').filter({ has: ui.page.locator('dt', { hasText: new RegExp(`^${name}$`) }) }).locator('dd');
  const open = (ui, query = '') => ui.page.goto(`${gateway().url}usage${query}#token=${TOKEN}`);
  const chats = async () => {
    await operator().say(PRICED, 'hello');
    await operator().say(PRICED, 'run command: echo used');
    await operator().call('sessions.patch', { key: UNPRICED, model: `script/${MODEL}` });
    await operator().say(UNPRICED, 'hello');
  };
  const journey = (name, steps) => test(name, () => withConsole(browser(), gateway(), { timezoneId: 'UTC' }, steps));
  const refresh = async ui => {
    await ui.button('Refresh').click();
    await ui.page.locator('button:not([aria-busy])', { hasText: 'Refresh' }).first().waitFor();
  };
  const figure = async (ui, name) => number(await tile(ui, name).first().innerText());

  /** What of the sessions, the models and the totals stands otherwise on the page than the gateway tells it. */
  async function wrong(ui, truth) {
    const found = [];
    const check = (isRight, what) => { if (!isRight) found.push(what); };
    const { totals, aggregates: { messages, byModel, daily } } = truth;
    for (const [name, count] of [['Tokens', totals.totalTokens], ['Messages', messages.total], ['Tool calls', messages.toolCalls], ['Errors', messages.errors]]) {
      const shown = await figure(ui, name);
      check(shown === count, `${name}: ${shown} for ${count}`);
    }
    const cost = await tile(ui, 'Cost').allInnerTexts();
    check(isCost(cost[0], totals.totalCost), `${cost[0]} for ${totals.totalCost}`);
    check(/at least/.test(cost[0]), `a missing price is not nothing: ${cost[0]}`);
    check(number(cost.at(-1)) === unpriced(truth), `${cost.at(-1)} for ${unpriced(truth)}`);
    for (const key of [PRICED, UNPRICED]) {
      const { label, usage } = session(truth, key);
      const row = ui.page.getByRole('table', { name: 'Sessions' }).getByRole('row').filter({ hasText: label ?? key });
      const cells = await row.getByRole('cell').allInnerTexts();
      check(cells.some(cell => number(cell) === usage.totalTokens), `${usage.totalTokens} tokens in ${cells}`);
      check(cells.some(cell => number(cell) === usage.messageCounts.total), `${usage.messageCounts.total} messages in ${cells}`);
      if (key === UNPRICED) check(cells.includes('unknown'), `no price in ${cells}`);
      else check(cells.some(cell => cell.includes('$') && isCost(cell, usage.totalCost)), `${usage.totalCost} in ${cells}`);
    }
    const { totalTokens } = byModel.find(({ model }) => model === MODEL).totals;
    const models = await region(ui, 'By model').getByRole('listitem').filter({ hasText: MODEL }).allInnerTexts();
    check(models[0]?.includes(totalTokens.toLocaleString('en-US')), `${totalTokens} tokens of ${MODEL} in ${models}`);
    const { days, tokens } = await perDay(ui);
    check(days === 30, `every day is there: ${days}`);
    check(sum(tokens) === sum(daily.map(({ tokens }) => tokens)), `${tokens} for ${JSON.stringify(daily)}`);
    return found;
  }

  const daysChart = ui => ui.page.locator('.chart').filter({ has: ui.page.getByLabel(/bar chart of tokens by kind per day/) });
  /** The tokens of each day, from the table of the days. */
  async function perDay(ui) {
    const [head, ...rows] = await daysChart(ui).locator('tr').evaluateAll(rows => rows.map(row => [...row.cells].map(cell => cell.innerText)));
    return { days: rows.length, tokens: rows.map(cells => number(cells[head.indexOf('Tokens')])) };
  }

  journey('usage: the numbers on the page are those of sessions.usage and usage.cost', async ui => {
    await chats();
    const isCounted = truth => [PRICED, UNPRICED].every(key => session(truth, key)?.usage?.totalTokens > 0);
    await becomes(told, isCounted, 'there is something to compare', 90_000);
    await open(ui);
    await ui.isConnected();
    await daysChart(ui).getByRole('button', { name: 'Show as table' }).click();
    // What a run has used is written down after its end, and gateways tell for a while what they have counted before:
    // page and second operator are not told the same at once.
    await becomes(async () => {
      await refresh(ui);
      return wrong(ui, await told());
    }, found => found.length === 0, 'the page shows what the gateway has counted', 150_000);

    // It counts deleted and reset sessions as well, of which sessions.usage knows nothing.
    const shown = (await perDay(ui)).tokens.at(-1);
    assert.ok(shown > 0, 'today has been counted');
    await becomes(() => operator().call('usage.cost', asked(version)), costs => isFresh(costs) && shown <= costs.daily.at(-1).totalTokens, `today is the day of usage.cost, with ${shown}`, 90_000);
  });

  journey('usage: it grows when a run has ended, and a session tells its own', async ui => {
    await chats();
    await open(ui, `?q=${encodeURIComponent(`key:${PRICED}`)}`);
    await ui.isConnected();
    /** The tokens of the session, once page, usage and course have the same and more than before. */
    const agreed = async (before, look, what) => {
      const { shown } = await becomes(async () => {
        await look?.(ui);
        const [truth, series] = [await told(), await operator().call('sessions.usage.timeseries', { key: PRICED })];
        return { shown: await figure(ui, 'Tokens'), counted: session(truth, PRICED)?.usage?.totalTokens, summed: series.points.at(-1)?.cumulativeTokens };
      }, ({ shown, counted, summed }) => shown > before && shown === counted && shown === summed, what, 150_000);
      return shown;
    };
    const before = await agreed(0, refresh, 'the tokens of the session');
    await becomes(() => figure(ui, 'Sessions'), count => count === 1, 'the query leaves one session');
    await operator().say(PRICED, 'hello once more');
    await agreed(before, null, 'it has grown by itself');
    await ui.page.getByRole('table', { name: 'Sessions' }).getByRole('link').first().click();
    await ui.page.getByText('hello once more').first().waitFor();
  });
}
