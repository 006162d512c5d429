// Use on a real gateway, after real chats: the numbers on the page are those that a second operator is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes } from './becomes.mjs';
import { withConsole } from './console.mjs';
import { TOKEN } from './settings.mjs';

const PRICED = 'agent:main:usage-priced';
const UNPRICED = 'agent:main:usage-unpriced';
const MODEL = 'script-unpriced';
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

  journey('usage: the numbers on the page are those of sessions.usage and usage.cost', async ui => {
    await chats();
    const truth = await told();
    const session = key => truth.sessions.find(row => row.key === key);
    assert.ok(session(PRICED).usage.totalTokens > 0 && session(UNPRICED).usage.totalTokens > 0, 'there is something to compare');
    await open(ui);
    await ui.isConnected();
    await becomes(() => tile(ui, 'Tokens').first().innerText(), text => number(text) === truth.totals.totalTokens, `all ${truth.totals.totalTokens} tokens`, 60_000);
    const { messages } = truth.aggregates;
    assert.equal(number(await tile(ui, 'Messages').first().innerText()), messages.total);
    assert.equal(number(await tile(ui, 'Tool calls').first().innerText()), messages.toolCalls);
    assert.equal(number(await tile(ui, 'Errors').first().innerText()), messages.errors);
    const cost = tile(ui, 'Cost');
    assert.ok(isCost(await cost.first().innerText(), truth.totals.totalCost), `${await cost.first().innerText()} for ${truth.totals.totalCost}`);
    assert.match(await cost.first().innerText(), /at least/, 'a missing price is not nothing');
    assert.equal(number(await cost.last().innerText()), unpriced(truth));

    const row = key => ui.page.getByRole('table', { name: 'Sessions' }).getByRole('row').filter({ hasText: session(key).label ?? key });
    for (const key of [PRICED, UNPRICED]) {
      const { usage } = session(key);
      await row(key).waitFor();
      const cells = await row(key).getByRole('cell').allInnerTexts();
      assert.ok(cells.some(cell => number(cell) === usage.totalTokens), `${usage.totalTokens} tokens in ${cells}`);
      assert.ok(cells.some(cell => number(cell) === usage.messageCounts.total), `${usage.messageCounts.total} messages in ${cells}`);
      if (key === UNPRICED) assert.ok(cells.includes('unknown'), `no price in ${cells}`);
      else assert.ok(cells.some(cell => cell.includes('$') && isCost(cell, usage.totalCost)), `${usage.totalCost} in ${cells}`);
    }
    const models = region(ui, 'By model').getByRole('listitem').filter({ hasText: MODEL });
    const model = truth.aggregates.byModel.find(({ model }) => model === MODEL);
    await becomes(() => models.first().innerText(), text => text.includes(model.totals.totalTokens.toLocaleString('en-US')), `${model.totals.totalTokens} tokens of ${MODEL}`);

    const chart = ui.page.locator('.chart').filter({ has: ui.page.getByLabel(/bar chart of tokens by kind per day/) });
    await chart.getByRole('button', { name: 'Show as table' }).click();
    const table = await chart.locator('tr').evaluateAll(rows => rows.map(row => [...row.cells].map(cell => cell.innerText)));
    const column = name => table.slice(1).map(cells => number(cells[table[0].indexOf(name)]));
    const sum = values => values.reduce((sum, value) => sum + value, 0);
    assert.equal(table.length - 1, 30, 'every day is there');
    assert.equal(sum(column('Tokens')), sum(truth.aggregates.daily.map(({ tokens }) => tokens)));
    const costs = await becomes(() => operator().call('usage.cost', asked(version)), isFresh, 'the costs have been counted', 90_000);
    // It counts deleted and reset sessions as well, of which sessions.usage knows nothing.
    const [shown, counted] = [column('Tokens').at(-1), costs.daily.at(-1).totalTokens];
    assert.ok(shown > 0 && shown <= counted, `today is the day of usage.cost: ${shown} of ${counted}`);
  });

  journey('usage: it grows when a run has ended, and a session tells its own', async ui => {
    await chats();
    const before = await told();
    await open(ui, `?q=${encodeURIComponent(`key:${PRICED}`)}`);
    await ui.isConnected();
    const own = before.sessions.find(row => row.key === PRICED).usage.totalTokens;
    await becomes(() => tile(ui, 'Tokens').first().innerText(), text => number(text) === own, `${own} tokens of the session`, 60_000);
    assert.equal(number(await tile(ui, 'Sessions').first().innerText()), 1, 'the query leaves one session');
    await operator().say(PRICED, 'hello once more');
    const grown = await becomes(() => told().then(it => it.sessions.find(row => row.key === PRICED).usage.totalTokens), tokens => tokens > own, 'the gateway has counted the run', 90_000);
    await becomes(() => tile(ui, 'Tokens').first().innerText(), text => number(text) === grown, `${grown} tokens by itself`, 90_000);
    await ui.page.getByRole('table', { name: 'Sessions' }).getByRole('link').first().click();
    const series = await operator().call('sessions.usage.timeseries', { key: PRICED });
    await ui.page.getByText('hello once more').first().waitFor();
    assert.equal(series.points.at(-1).cumulativeTokens, grown);
  });
}
