// Two gateways at once: each with its own name, color, drafts and tokens; one gesture between them; a light for the other.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { GATEWAY_GONE } from '../harness/guards.mjs';
import { TOKEN } from '../harness/settings.mjs';

const BARN_TOKEN = 'example-token-of-the-barn';
const DESK = {};
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const socketOf = gateway => gateway.origin.replace(/^http/, 'ws');

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

/** What the page says to whom, and the tokens it is given. */
function overhear(page) {
  const said = [];
  const given = [];
  page.on('websocket', socket => {
    const to = new URL(socket.url()).host;
    said.push({ to, text: socket.url() });
    socket.on('framesent', ({ payload }) => said.push({ to, text: String(payload) }));
    socket.on('framereceived', ({ payload }) => {
      for (const [, token] of String(payload).matchAll(/"deviceToken":"([^"]+)"/g)) given.push({ by: to, token });
    });
  });
  return {
    to: gateway => said.filter(({ to }) => to === new URL(gateway.origin).host).map(({ text }) => text),
    given: gateway => given.filter(({ by }) => by === new URL(gateway.origin).host).map(({ token }) => token),
  };
}

describe('several gateways', () => {
  let attic, barn;
  before(async () => {
    [attic, barn] = await Promise.all([startDemoGateway({}), startDemoGateway({ profile: '2026.4.15', more: ['--token', BARN_TOKEN] })]);
    attic.others = [barn.origin];
  });
  afterEach(() => Promise.all([attic.reset(), barn?.reset()]));
  after(() => Promise.all([attic?.close(), barn?.close()]));

  const settings = async ui => {
    if (ui.isPhone) {
      await ui.button('More').click();
      await ui.page.getByRole('dialog').getByRole('link', { name: 'Settings', exact: true }).click();
    } else await ui.page.getByRole('link', { name: 'Settings', exact: true }).click();
    await ui.page.getByRole('heading', { name: 'Gateways' }).waitFor();
  };
  const entry = (ui, gateway) => ui.page.getByRole('listitem').filter({ hasText: socketOf(gateway) });
  const switcher = ui => ui.page.getByRole('button', { name: /^Gateway: / });
  const here = (ui, name) => ui.page.getByRole('button', { name: new RegExp(`^Gateway: ${name}`) }).waitFor();
  const place = (ui, name) => ui.page.getByRole('menuitemradio', { name, exact: typeof name === 'string' });
  const goTo = async (ui, name) => {
    await switcher(ui).click();
    await place(ui, new RegExp(`^${name}`)).click();
    await here(ui, name);
    await ui.isConnected();
    await becomes(() => ui.page.evaluate(() => document.activeElement?.closest('.switcher') !== null || document.querySelector('dialog[open]') !== null), Boolean, 'the keyboard is at the way back');
  };
  const dress = async (ui, gateway, { name, mark, color }) => {
    await entry(ui, gateway).getByRole('button', { name: 'Name, mark and color' }).click();
    await ui.page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    if (mark) await ui.page.getByRole('textbox', { name: 'Mark', exact: true }).fill(mark);
    if (color) await ui.page.getByRole('radio', { name: color }).check();
    await ui.button('Keep').click();
    await entry(ui, gateway).getByText(name, { exact: true }).waitFor();
  };
  const connectTo = async (ui, gateway, token) => {
    await ui.page.getByRole('textbox', { name: 'Gateway URL' }).fill(socketOf(gateway));
    await ui.page.getByRole('textbox', { name: 'Token' }).fill(token);
    await ui.button('Connect').click();
    await ui.button('Connect').waitFor({ state: 'detached' });
    await ui.isConnected();
  };

  /** The console in the attic, with the barn known to it; both have names. */
  const journey = (name, look, steps) => test(name, () => withConsole(browser, attic, look, async ui => {
    ui.isPhone = look === PHONE;
    const heard = overhear(ui.page);
    await ui.page.goto(`${attic.url}settings#token=${TOKEN}`);
    await ui.isConnected();
    await dress(ui, attic, { name: 'Attic' });
    assert.equal(await switcher(ui).count(), 0, 'who knows one gateway is not asked which');
    await ui.button('Add a gateway').click();
    await ui.button('Back to Attic').waitFor();
    await connectTo(ui, barn, BARN_TOKEN);
    await settings(ui);
    await dress(ui, barn, { name: 'Barn', mark: '🚜', color: 'Orange' });
    await goTo(ui, 'Attic');
    await steps(ui, heard);
  }));

  journey('who sets out to add a gateway can stay, and is told of what is wrong with the other', DESK, async ui => {
    await switcher(ui).click();
    await ui.page.getByRole('menuitem', { name: 'Add a gateway' }).click();
    const url = ui.page.getByRole('textbox', { name: 'Gateway URL' });
    await becomes(() => url.inputValue(), value => value === '', 'the address is for another one');
    await ui.button('Back to Attic').click();
    await here(ui, 'Attic');
    await ui.isConnected();
    await settings(ui);
    await ui.button('Add a gateway').click();
    await barn.order('rate-limit', { times: 9 });
    await url.fill(socketOf(barn));
    await ui.button('Connect').click();
    await ui.alert.filter({ hasText: 'Too many attempts' }).waitFor();
    await ui.button('Back to Attic').click();
    await here(ui, 'Attic');
    await ui.isConnected();
  });

  journey('one press and one choice lead to another gateway, and the title, the tile and the line say which it is', DESK, async ui => {
    await ui.page.waitForFunction(() => / · Attic · Quarterdeck$/.test(document.title));
    await goTo(ui, 'Barn');
    await ui.page.waitForFunction(() => / · Barn · Quarterdeck$/.test(document.title));
    await switcher(ui).filter({ hasText: '🚜' }).waitFor();
    const orange = await ui.page.locator('.tile[data-shape=line][data-hue=orange]').boundingBox();
    assert.ok(orange.width >= 1280 && orange.height > 0, 'the line is there');
    await switcher(ui).click();
    assert.equal(await place(ui, 'Barn: you are here').getAttribute('aria-checked'), 'true');
    await place(ui, 'Attic').waitFor();
    await ui.page.keyboard.press('Escape');
    await ui.page.evaluate(() => document.activeElement?.blur());
    await ui.page.keyboard.press('g');
    await ui.page.keyboard.press('1');
    await here(ui, 'Attic');
    await ui.isConnected();
    await ui.page.reload();
    await here(ui, 'Attic');
    await ui.isConnected();
  });

  for (const [where, look] of [['', DESK], [' on a phone', PHONE]]) {
    journey(`a draft stays with its gateway${where}`, look, async (ui, heard) => {
      await ui.page.goto(ui.address('agent:main:attic-plan', ''));
      await ui.isReady();
      await ui.composer.fill('for the attic only');
      await goTo(ui, 'Barn');
      await ui.composer.waitFor();
      await becomes(() => ui.composer.inputValue(), value => value === '', 'nothing of it is here');
      assert.ok(!ui.page.url().includes('attic-plan'), ui.page.url());
      await ui.composer.fill('for the barn only');
      await goTo(ui, 'Attic');
      await becomes(() => ui.composer.inputValue(), value => value === 'for the attic only', 'it is there again');
      await goTo(ui, 'Barn');
      await becomes(() => ui.composer.inputValue(), value => value === 'for the barn only', 'and so is this');
      const leaked = heard.to(barn).filter(text => /attic/.test(text));
      assert.deepEqual(leaked, [], 'the barn never heard of the attic');
    });

    journey(`the light of the other gateway tells what waits there${where}`, look, async ui => {
      await settings(ui);
      await switcher(ui).click();
      await place(ui, 'Barn').waitFor();
      await ui.page.keyboard.press('Escape');
      assert.deepEqual((await barn.state()).clients, [], 'nobody looks there unasked');
      await ui.page.getByRole('switch', { name: 'Watch my other gateways' }).click();
      await switcher(ui).click();
      await place(ui, 'Barn: connected').waitFor();
      const [onlooker] = (await barn.state()).clients;
      assert.deepEqual(onlooker.scopes.toSorted(), ['operator.approvals', 'operator.read']);
      assert.deepEqual(onlooker.caps ?? [], []);
      const { id } = await barn.order('approval', { command: 'git push barn' });
      await place(ui, 'Barn: connected, 1 approval waits').waitFor();
      await ui.page.getByRole('button', { name: 'Gateway: Attic. 1 approval waits elsewhere' }).waitFor();
      assert.equal(await ui.page.getByRole('alertdialog').count(), 0, 'it is asked there and not here');
      await barn.order('resolve-elsewhere', { id, decision: 'deny' });
      await place(ui, 'Barn: connected').waitFor();
      await ui.page.keyboard.press('Escape');
      await barn.order('approval', { command: 'git push barn' });
      await goTo(ui, 'Barn');
      await ui.page.getByRole('alertdialog', { name: 'Approval needed' }).filter({ hasText: 'git push barn' }).waitFor();
      await ui.page.getByRole('alertdialog').getByRole('button', { name: 'Deny', exact: true }).click();
      await switcher(ui).click();
      await place(ui, 'Attic: connected').waitFor();
      // Where questions are shown to administrators only, the light asks to be one.
      await becomes(async () => (await attic.state()).clients, clients => clients.some(({ scopes }) => scopes.length === 3 && scopes.includes('operator.admin')), 'it sees what waits for others');
      await place(ui, 'Attic: connected').waitFor();
      await ui.page.keyboard.press('Escape');
      await settings(ui);
      await ui.page.getByRole('switch', { name: 'Watch my other gateways' }).click();
      await becomes(async () => (await attic.state()).clients.length, count => count === 0, 'nobody looks any more');
    });
  }

  journey('a token goes to its own gateway and to no other', DESK, async (ui, heard) => {
    await ui.page.getByRole('switch', { name: 'Watch my other gateways' }).click();
    await switcher(ui).click();
    await place(ui, 'Barn: connected').waitFor();
    await ui.page.keyboard.press('Escape');
    await ui.page.reload();
    await ui.isConnected();
    await switcher(ui).click();
    await place(ui, 'Barn: connected').waitFor();
    await ui.page.keyboard.press('Escape');
    await goTo(ui, 'Barn');
    await goTo(ui, 'Attic');
    const ofAttic = [TOKEN, ...heard.given(attic)];
    const ofBarn = [BARN_TOKEN, ...heard.given(barn)];
    assert.ok(ofAttic.length > 1 && ofBarn.length > 1, 'both gave tokens of their own');
    const holds = (texts, tokens) => texts.filter(text => tokens.some(token => text.includes(`"${token}"`) || text.includes(`=${token}`)));
    assert.ok(holds(heard.to(attic), ofAttic).length > 0 && holds(heard.to(barn), ofBarn).length > 0);
    assert.deepEqual(holds(heard.to(attic), ofBarn), []);
    assert.deepEqual(holds(heard.to(barn), ofAttic), []);
  });

  journey('a token that was filled in for one gateway leaves when another address is typed', DESK, async ui => {
    await ui.button('Add a gateway').click();
    await ui.button('Use Barn').click();
    const token = ui.page.getByRole('textbox', { name: 'Token' });
    await becomes(() => token.inputValue(), value => value === BARN_TOKEN, 'its own token is filled in');
    await ui.page.getByRole('textbox', { name: 'Gateway URL' }).fill(socketOf(barn).slice(0, -1));
    await becomes(() => token.inputValue(), value => value === '', 'it is of the barn only');
    await ui.button('Back to Attic').click();
    await here(ui, 'Attic');
  });

  journey('on a phone the drawer leads to another gateway', PHONE, async ui => {
    await ui.button('More').click();
    const list = ui.page.getByRole('dialog').getByRole('group', { name: 'Gateways' });
    assert.equal(await list.getByRole('button', { name: /^Attic.*you are here$/ }).getAttribute('aria-current'), 'true');
    const box = await list.getByRole('button', { name: /^Barn/ }).boundingBox();
    assert.ok(box.height >= 44, 'a finger hits it');
    await list.getByRole('button', { name: /^Barn/ }).click();
    await here(ui, 'Barn');
    await ui.isConnected();
    await becomes(() => ui.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), over => over <= 0, 'it fits');
  });

  journey('a gateway that is forgotten leaves nothing behind, and the switcher goes with the last other one', DESK, async ui => {
    await goTo(ui, 'Barn');
    await ui.page.getByRole('link', { name: 'Chat', exact: true }).click();
    await ui.composer.fill('for the barn only');
    await goTo(ui, 'Attic');
    await settings(ui);
    await entry(ui, barn).getByRole('button', { name: 'Forget' }).click();
    await ui.page.getByRole('dialog').getByRole('button', { name: 'Forget', exact: true }).click();
    await switcher(ui).waitFor({ state: 'detached' });
    await ui.page.waitForFunction(() => document.title === 'Settings · Quarterdeck');
    const left = await ui.page.evaluate(url => [localStorage, sessionStorage].flatMap(area => Object.entries(area)).filter(pair => pair.join(' ').includes(url)), socketOf(barn));
    assert.deepEqual(left, []);
    const kept = await ui.page.evaluate(() => new Promise((resolve, reject) => {
      const opening = indexedDB.open('quarterdeck');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const asked = opening.result.transaction('keys').objectStore('keys').getAllKeys();
        asked.onsuccess = () => resolve(asked.result);
      };
    }));
    assert.ok(!kept.some(name => name.includes(socketOf(barn))), `${kept}`);
    assert.ok(kept.some(name => name.includes(socketOf(attic))), 'the other is as it was');
  });

  journey('a gateway that goes away is said not to answer', DESK, async ui => {
    ui.guards.expect(...GATEWAY_GONE);
    await ui.page.getByRole('switch', { name: 'Watch my other gateways' }).click();
    await switcher(ui).click();
    await place(ui, 'Barn: connected').waitFor();
    await barn.close();
    barn = undefined;
    await place(ui, 'Barn: does not answer').waitFor();
    await ui.isConnected();
  });
});
