// A wizard of the gateway, gone through step by step: every kind of step, a reload, a cancel, an error.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { debugPage } from '../harness/debug_page.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

for (const profile of ['2026.2.6-3', '2026.4.15', '2026.9.6']) describe(`wizards of ${profile}`, () => {
  const asksAgain = profile === '2026.9.6';
  let gateway;
  before(async () => { gateway = await startDemoGateway({ profile }); });
  beforeEach(() => gateway.reset());
  after(() => gateway?.close());

  const journey = (name, steps) => test(name, () => withConsole(browser, gateway, {}, async ui => {
    const debug = debugPage(ui, gateway);
    await debug.open('?tab=wizard');
    const step = name => ui.page.getByRole('article', { name, exact: true });
    const begin = async () => {
      await debug.button('Start').click();
      await ui.page.getByRole('dialog', { name: 'Start the wizard?' }).getByRole('button', { name: 'Start', exact: true }).click();
    };
    const next = () => debug.button('Continue').click();
    await steps({ debug, ui, step, begin, next });
  }));

  const toTheToken = async ({ debug, ui, step, begin, next }) => {
    await begin();
    await step('OpenClaw onboarding').waitFor();
    await next();
    await step('Where does the gateway run?').waitFor();
    await ui.page.getByRole('radio', { name: /This machine/ }).waitFor();
    await next();
    await step('Workspace directory').waitFor();
    await next();
    await step('Enter the Telegram bot token').waitFor();
  };

  journey('every kind of step is answered to the end', async all => {
    const { debug, ui, step, next } = all;
    await toTheToken(all);
    const token = debug.box('Answer');
    assert.equal(await token.getAttribute('type'), 'password', 'a token is not seen');
    await token.fill('123456:secret-of-the-bot');
    await next();
    await step('Which skills shall be set up?').waitFor();
    await ui.page.getByRole('checkbox', { name: /Harbour mail/ }).check();
    await next();
    await step('Install the gateway as a service?').waitFor();
    await debug.button('No').click();
    if (asksAgain) await debug.sees('Looking for a model that answers');
    await step('Sign in').waitFor();
    await next();
    await step('Done').waitFor();
    await next();
    await debug.sees('The wizard is done.');
    assert.ok(!(await ui.page.locator('body').innerText()).includes('secret-of-the-bot'));
    await becomes(() => gateway.state(), ({ wizardAnswers }) => JSON.stringify(wizardAnswers) === JSON.stringify([true, 'local', '/srv/openclaw/workspace', '123456:secret-of-the-bot', ['weather', { id: 'mail' }], false, true, true]), 'each was answered once');
  });

  journey('a reload goes on where it was, and a cancel ends it', async all => {
    const { debug, ui, step } = all;
    await toTheToken(all);
    await ui.page.reload();
    await ui.isConnected();
    await step('Enter the Telegram bot token').waitFor();
    await debug.button('Cancel the wizard').click();
    await debug.sees('The wizard was cancelled.');
    await becomes(() => gateway.state(), ({ wizardRuns }) => !wizardRuns, 'the gateway has ended it');
    await ui.page.reload();
    await ui.isConnected();
    await debug.button('Start').waitFor();
  });

  journey('a wrong answer is told, and asked again where the gateway can', async ({ debug, step, begin, next }) => {
    await begin();
    await next();
    await step('Where does the gateway run?').waitFor();
    await next();
    await step('Workspace directory').waitFor();
    await debug.box('Answer').fill('nowhere');
    await next();
    await debug.sees(/has to be an absolute path/);
    if (asksAgain) await step('Workspace directory').waitFor();
    else await debug.sees('The wizard ended with an error.');
  });

  journey('an error ends it, and a second wizard waits for the first', async all => {
    const { debug, ui, step, begin, next } = all;
    await gateway.order('wizard-next', { fails: true });
    await toTheToken(all);
    await debug.box('Answer').fill('1:2');
    await next();
    await step('Which skills shall be set up?').waitFor();
    await next();
    await debug.button('Yes').click();
    await step('Sign in').waitFor();
    await next();
    await debug.sees('The wizard ended with an error.');
    await debug.sees('no model answers');
    await debug.button('Start another').click();
    await begin();
    await step('OpenClaw onboarding').waitFor();
    // Another tab of this browser keeps a session of its own.
    const other = await ui.page.context().newPage();
    await other.goto(ui.page.url().replace(/#.*/, '') + '#token=example-token');
    await other.getByRole('button', { name: 'Start', exact: true }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Start', exact: true }).click();
    await other.getByText(/already (running|in progress)/).waitFor();
    await other.close();
  });

  journey('a step of tomorrow is shown with what it says, and answered with JSON', async ({ debug, step, begin, next }) => {
    await gateway.order('wizard-next', { step: { type: 'compass', message: 'Which way does the wind blow?' } });
    await begin();
    await step('Which way does the wind blow?').waitFor();
    await debug.sees('steps of the kind “compass”');
    await debug.box('Answer as JSON').fill('{"from": "west"}');
    await next();
    await step('OpenClaw onboarding').waitFor();
    await debug.button('Cancel the wizard').click();
    await debug.sees('The wizard was cancelled.');
  });
});
