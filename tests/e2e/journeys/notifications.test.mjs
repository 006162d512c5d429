// Being told while one looks elsewhere: what is told, what is not, where a press leads, and pushing by the gateway.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { approvalDialog } from '../harness/approvals.mjs';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { hide, madeUpPushManager, notes, openTold, press, pressed, push, told } from '../harness/notifications.mjs';
import { connectOperator } from '../harness/operator.mjs';
import { TOKEN } from '../harness/settings.mjs';

const LOOK = {};

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

/** Says something in a session and waits until the run has ended. */
async function converse(gateway, session) {
  const operator = await connectOperator(gateway.origin);
  await operator.say(session, 'hello');
  operator.close();
}

describe('while the tab is hidden', () => {
  let gateway;
  before(async () => { gateway = await startDemoGateway(); });
  beforeEach(() => gateway.reset());
  after(() => gateway?.close());

  const journey = (name, prefs, steps) => test(name, () => withConsole(browser, gateway, LOOK, async ui => {
    await openTold(ui, gateway, { prefs });
    await steps(ui);
  }));
  const raise = (command, more) => gateway.order('approval', { command, timeoutMs: 600_000, ...more });
  const focused = ui => ui.page.evaluate(() => document.activeElement?.textContent ?? '');

  journey('each kind of news is told once, short and without secrets', { notify: true, tell_runs: true }, async ui => {
    await hide(ui);
    const { id } = await raise('curl -H "Authorization: Bearer abcdefghijklmnop0123456789" x\nrm -rf /');
    const question = await told(ui, 'Approval needed');
    assert.equal(question.tag, `openclaw-approval-${id}`);
    assert.match(question.body, /curl/);
    assert.doesNotMatch(question.body, /abcdefghijklmnop|rm -rf/);
    await gateway.order('pairing-request', { name: 'Attic Pi', role: 'node' });
    await told(ui, 'Attic Pi asks to be a node');
    await gateway.order('node-pairing-request', { name: 'Cellar camera' });
    await told(ui, 'Cellar camera asks to be a node');
    await gateway.order('job-fails', { name: 'Tide tables', error: 'no model answers\nat line 7' });
    assert.equal((await told(ui, 'Tide tables has failed')).body, 'no model answers');
    await gateway.order('channel-breaks', { channel: 'discord' });
    await told(ui, /^Discord.* is in error$/);
    await converse(gateway, 'agent:main:main');
    await told(ui, / has finished$/);
    assert.equal((await notes(ui)).length, 6, JSON.stringify(await notes(ui)));
  });

  journey('what is switched off is not told, and finished runs only where asked for', { notify: true, quiet_jobs: true }, async ui => {
    await hide(ui);
    await gateway.order('job-fails', { name: 'Tide tables' });
    await converse(gateway, 'agent:main:main');
    await gateway.order('channel-breaks', { channel: 'discord' });
    await told(ui, /is in error$/);
    assert.equal((await notes(ui)).length, 1);
  });

  journey('without the master switch, or while somebody looks, nothing is told', { notify: false }, async ui => {
    await hide(ui);
    await gateway.order('channel-breaks', { channel: 'discord' });
    await ui.page.getByText('Discord is in error').first().waitFor();
    await hide(ui, false);
    await ui.page.evaluate(() => localStorage.setItem('quarterdeck.prefs', JSON.stringify({ notify: true })));
    await ui.page.reload();
    await ui.isConnected();
    await gateway.order('pairing-request', { name: 'Attic Pi', role: 'node' });
    await ui.page.getByText('Attic Pi asks to be a node').first().waitFor();
    assert.deepEqual(await notes(ui), []);
    await hide(ui);
    await gateway.order('job-fails', { name: 'Tide tables' });
    await told(ui, 'Tide tables has failed');
    assert.equal((await notes(ui)).length, 1, 'what was seen is not told later');
  });

  journey('many at once are one notification that says how many', { notify: true }, async ui => {
    await hide(ui);
    await gateway.order('approvals-storm', { count: 12, withinMs: 1, timeoutMs: 600_000 });
    const many = await told(ui, '12 questions wait');
    assert.equal(many.path, 'approvals');
    const { pendingApprovals } = await gateway.state();
    for (const { id } of pendingApprovals) await gateway.order('resolve-elsewhere', { id });
    await becomes(() => notes(ui), shown => shown.length === 0, 'nothing waits, and nothing says so');
  });

  journey('a question that ends elsewhere takes its notification away', { notify: true }, async ui => {
    await hide(ui);
    const { id } = await raise('ls');
    await told(ui, 'Approval needed');
    await gateway.order('resolve-elsewhere', { id });
    await becomes(() => notes(ui), shown => shown.length === 0, 'it is gone');
  });

  journey('a press leads to the very question, not to the most urgent one', { notify: true }, async ui => {
    await hide(ui);
    const { dialog, asks } = approvalDialog(ui.page);
    await raise('ls first', { timeoutMs: 300_000 });
    await asks('ls first');
    const { id } = await raise('ls second');
    await becomes(() => notes(ui), shown => shown.length === 2, 'both are told');
    await ui.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await ui.page.evaluate(() => { globalThis.isSamePage = true; });
    await press(ui, `openclaw-approval-${id}`);
    await asks('ls second');
    await becomes(() => new URL(ui.page.url()).pathname, path => path === '/approvals', 'the page of questions');
    await becomes(() => new URL(ui.page.url()).search, query => query === '', 'the address forgets it');
    assert.equal(await ui.page.evaluate(() => globalThis.isSamePage), true, 'nothing was loaded anew');
    assert.deepEqual((await gateway.state()).decisions, {}, 'and nothing was decided');
  });

  journey('a press leads to the device, the node, the job, the channel and the conversation', { notify: true, tell_runs: true }, async ui => {
    await hide(ui);
    const at = (page, query) => becomes(() => new URL(ui.page.url()), url => url.pathname === `/${page}` && url.search === query, `at ${page}${query}`);
    const lead = async title => press(ui, (await told(ui, title)).tag);
    await gateway.order('pairing-request', { name: 'Attic Pi', role: 'node' });
    await lead('Attic Pi asks to be a node');
    await at('devices', '');
    await becomes(() => focused(ui), text => text.includes('Attic Pi'), 'the request has the keyboard');
    await gateway.order('node-pairing-request', { name: 'Cellar camera' });
    await lead('Cellar camera asks to be a node');
    await at('nodes', '');
    await becomes(() => focused(ui), text => text.includes('Cellar camera'), 'the request has the keyboard');
    await gateway.order('job-fails', { name: 'Tide tables' });
    await lead('Tide tables has failed');
    await ui.page.getByRole('complementary', { name: 'Job', exact: true }).getByRole('heading', { name: 'Tide tables' }).waitFor();
    await gateway.order('channel-breaks', { channel: 'discord' });
    await lead(/is in error$/);
    await at('channels', '');
    await becomes(() => ui.page.evaluate(() => document.activeElement?.getAttribute('data-condition')), is => is === 'broken', 'the account has the keyboard');
    await converse(gateway, 'agent:main:main');
    await lead(/ has finished$/);
    await at('chat', '?session=agent%3Amain%3Amain');
  });

  journey('what is pushed leads into this console, and never out of it', { notify: true }, async ui => {
    for (const [url, path] of [
      ['approve/r%201', 'approvals?ask=r%201'],
      ['approve/r-1#gatewayUrl=wss%3A%2F%2Felsewhere.example', 'approvals?ask=r-1'],
      ['automations?job=tide&run=7', 'cron?job=tide'],
      ['automations', 'cron'],
      ['chat/main', 'chat?session=agent%3Amain%3Amain'],
      ['chat/main/telegram/7', 'chat?session=agent%3Amain%3Atelegram%3A7'],
      ['chat/main/~key/desk', 'chat?session=agent%3Amain%3Adesk'],
      ['sessions', 'sessions'],
      ['https://elsewhere.example/approvals', ''],
      ['//elsewhere.example', ''],
      ['/approvals', ''],
      ['ask/q', ''],
      ['approve/%', ''],
      [7, ''],
    ]) {
      const note = await push(ui, { title: 'OpenClaw approval requested', body: 'Open OpenClaw to review this request.', tag: 'pushed', renotify: false, url });
      assert.deepEqual(note, { title: 'OpenClaw approval requested', body: 'Open OpenClaw to review this request.', tag: 'pushed', data: { path } }, `${url}`);
    }
    assert.equal((await push(ui, 'just words')).body, 'just words');
    const { data } = await push(ui, { title: 'OpenClaw scheduled task failed', tag: 'job', url: 'automations?job=tide' });
    await pressed(ui, data);
    await becomes(() => new URL(ui.page.url()), url => url.pathname === '/cron', 'at the jobs');
    for (const path of ['//elsewhere.example', 'https://elsewhere.example/', '/chat', '../chat', 'chat#token=x', 'attic', 7]) await pressed(ui, { path });
    assert.equal(new URL(ui.page.url()).pathname, '/cron', 'nothing else leads anywhere');
  });

  journey('the page shows it where no service worker can', { notify: true }, async ui => {
    await ui.page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined });
      globalThis.shown = [];
      globalThis.Notification = class {
        static permission = 'granted';
        constructor(title, options) { globalThis.shown.push(Object.assign(this, { title, ...options })); }
        close() { this.isClosed = true; }
      };
    });
    await ui.page.reload();
    await ui.isConnected();
    await hide(ui);
    await gateway.order('job-fails', { name: 'Tide tables' });
    await becomes(() => ui.page.evaluate(() => globalThis.shown.map(({ title }) => title)), titles => titles.includes('Tide tables has failed'), 'the page shows it');
    await ui.page.evaluate(() => globalThis.shown[0].onclick());
    await ui.page.getByRole('complementary', { name: 'Job', exact: true }).getByRole('heading', { name: 'Tide tables' }).waitFor();
  });
});

describe('in the settings', () => {
  let gateway;
  before(async () => { gateway = await startDemoGateway(); });
  beforeEach(() => gateway.reset());
  after(() => gateway?.close());

  const journey = (name, steps, look = LOOK) => test(name, () => withConsole(browser, gateway, look, async ui => {
    await ui.page.addInitScript(madeUpPushManager);
    await openTold(ui, gateway, { at: 'settings' });
    await steps(ui, name => ui.page.getByRole('switch', { name, exact: true }));
  }));
  const isOn = (it, on = true) => becomes(() => it.getAttribute('aria-checked'), is => is === String(on), `it is ${on ? 'on' : 'off'}`);
  const PUSH = 'Tell this browser even when the console is closed';

  journey('each kind has its switch under the master, and one can be tried', async (ui, toggle) => {
    assert.ok(await toggle('Jobs that fail').isDisabled());
    await toggle('Notify me while this tab is hidden').click();
    await isOn(toggle('Jobs that fail'));
    await isOn(toggle('Runs of agents that end'), false);
    await toggle('Jobs that fail').click();
    await toggle('Runs of agents that end').click();
    await ui.button('Try a notification').click();
    await told(ui, 'Quarterdeck');
    await ui.page.getByText('It was shown.').waitFor();
    await ui.page.reload();
    await ui.isConnected();
    await isOn(toggle('Jobs that fail'), false);
    await isOn(toggle('Runs of agents that end'));
  });

  journey('the gateway tells this browser, is tried, told what, and told no more', async (ui, toggle) => {
    const pushes = async () => (await gateway.state()).pushes;
    await toggle(PUSH).click();
    await isOn(toggle(PUSH));
    await becomes(pushes, all => all.length === 1 && all[0].endpoint === 'https://push.example/send/1', 'the gateway has it');
    await ui.button('Send a test').click();
    await ui.page.getByText('Sent to 1 browser.').waitFor();
    const group = ui.page.getByRole('group', { name: 'What the gateway sends to this browser' });
    await isOn(group.getByRole('switch', { name: 'Questions that wait for an answer' }));
    await group.getByRole('switch', { name: 'Jobs that fail' }).click();
    await becomes(pushes, ([one]) => one.preferences.categories?.scheduledTaskFailed === true, 'jobs are pushed');
    await isOn(group.getByRole('switch', { name: 'Jobs that fail' }));
    await group.getByRole('switch', { name: 'Say which agent or job it is' }).click();
    await becomes(pushes, ([{ preferences }]) => preferences.detailLevel === 'identified' && preferences.categories.scheduledTaskFailed === true, 'and named');
    const stored = await ui.page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith('quarterdeck.')).flat().join(' '));
    assert.doesNotMatch(stored, /push\.example/, 'the address is kept nowhere');
    await toggle(PUSH).click();
    await isOn(toggle(PUSH), false);
    await becomes(pushes, all => all.length === 0, 'the gateway has forgotten it');
  });

  journey('a gateway with a new key is told anew, and a new address by itself', async (ui, toggle) => {
    await toggle(PUSH).click();
    await isOn(toggle(PUSH));
    await gateway.order('push-key');
    await ui.page.reload();
    await ui.page.getByText('This browser is subscribed with another key').waitFor();
    await isOn(toggle(PUSH), false);
    await ui.button('Subscribe anew').click();
    await isOn(toggle(PUSH));
    const has = endpoint => becomes(async () => (await gateway.state()).pushes.map(it => it.endpoint), all => all.includes(endpoint), `the gateway has ${endpoint}`);
    await has('https://push.example/send/2');
    // As a browser does that has got another subscription meanwhile.
    await ui.page.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem('made-up-subscription'));
      localStorage.setItem('made-up-subscription', JSON.stringify({ ...kept, endpoint: 'https://push.example/send/other' }));
    });
    await ui.page.goto(`${gateway.url}overview#token=${TOKEN}`);
    await ui.page.reload();
    await has('https://push.example/send/other');
  });

  journey('a push service that cannot be reached is said, and nothing is left half done', async (ui, toggle) => {
    await ui.page.evaluate(() => localStorage.setItem('made-up-refusal', 'yes'));
    await toggle(PUSH).click();
    await ui.page.getByText('The browser could not subscribe.').waitFor();
    await isOn(toggle(PUSH), false);
    assert.deepEqual((await gateway.state()).pushes, []);
  });

  journey('on a phone in the dark all of it fits', async (ui, toggle) => {
    await toggle('Notify me while this tab is hidden').click();
    await toggle(PUSH).click();
    await isOn(toggle(PUSH));
    await becomes(() => ui.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), over => over <= 0, 'it fits');
    for (const it of await ui.page.getByRole('switch').all()) assert.ok((await it.boundingBox()).height >= 43.5, await it.innerText());
  }, { ...LOOK, viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, colorScheme: 'dark' });

  test('a gateway that does not push offers nothing of the kind', async () => {
    const early = await startDemoGateway({ profile: '2026.2.6-3' });
    try {
      await withConsole(browser, early, LOOK, async ui => {
        await openTold(ui, early, { at: 'settings' });
        await ui.page.getByRole('switch', { name: 'Jobs that fail' }).waitFor();
        assert.equal(await ui.page.getByText(PUSH).count(), 0);
      });
    } finally {
      await early.close();
    }
  });
});
