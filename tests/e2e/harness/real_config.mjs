// The configuration on a real gateway: what is changed on the page is what its file on disk differs in afterwards, and
// nothing else but what that version writes by itself whatever it is told.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { becomes } from './becomes.mjs';
import { withConsole } from './console.mjs';
import { GATEWAY_GONE } from './guards.mjs';
import { startRealGateway } from './real_gateway.mjs';
import { TOKEN, dist } from './settings.mjs';

const MODEL = '/models/providers/script/models/0';
const UNPRICED = '/models/providers/script/models/1';

/** What 2026.2.6-3 writes beside: it merges onto what is in force, so its defaults land in the file. */
export function withDefaults(file) {
  file.agents.defaults.maxConcurrent ??= 4;
  file.agents.defaults.subagents ??= { maxConcurrent: 8 };
  file.commands ??= { native: 'auto', nativeSkills: 'auto' };
  file.messages.ackReactionScope ??= 'group-mentions';
  for (const model of file.models.providers.script.models) model.cost ??= { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
}

/** What 2026.4.15 writes beside where a list is changed: its entries with their defaults. */
export function withModelDefaults(file) {
  for (const model of file.models.providers.script.models) {
    model.api ??= 'openai-completions';
    model.cost ??= { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  }
}

/** `browser` is asked for when the tests run. The gateway is one of their own: they restart it. */
export function configJourneys({ version, browser }) {
  const early = version === '2026.2.6-3';
  let gateway;
  before(async () => {
    gateway = await startRealGateway(version, {
      uiRoot: dist(), uiBase: '/ops', config: { env: { vars: { MOOD: 'calm', TIDE: 'low' } }, messages: { responsePrefix: 'aye' } },
    });
  });
  after(() => gateway?.close());

  const text = () => fs.readFileSync(path.join(gateway.state, 'openclaw.json'), 'utf8');
  /** Without what every write stamps on it. */
  const read = () => {
    const { meta: _, ...file } = JSON.parse(text());
    return file;
  };
  const expected = change => {
    const file = read();
    change(file);
    if (early) withDefaults(file);
    if (version === '2026.4.15' && !isDeepStrictEqual(file.models, read().models)) withModelDefaults(file);
    return file;
  };
  const isWritten = (file, what) => becomes(read, now => {
    try { assert.deepEqual(now, file); return true; } catch { return false; }
  }, what).then(now => assert.deepEqual(now, file));

  const journey = (name, steps) => test(`config: ${name}`, () => withConsole(browser(), gateway, {}, async ui => {
    ui.guards.expect(...GATEWAY_GONE);
    const sent = [];
    ui.page.on('websocket', socket => socket.on('framesent', ({ payload }) => {
      const frame = JSON.parse(payload);
      if (/^config\.(patch|set|apply)$/.test(frame.method)) sent.push(frame);
    }));
    await steps(ui, sent);
  }));
  const go = async (ui, at, token = '') => {
    // What was written before may have it start anew, a moment later.
    await becomes(() => fetch(gateway.url).then(answer => answer.ok, () => false), Boolean, 'the gateway answers');
    await ui.page.goto(`${gateway.url}config?at=${encodeURIComponent(at)}${token}`);
    await ui.isConnected();
    await ui.button('Review changes').waitFor();
  };
  const open = (ui, at) => go(ui, at, `#token=${TOKEN}`);
  const field = (ui, name) => ui.page.getByRole('textbox', { name });
  const fill = async (ui, at, name, value) => {
    await go(ui, at);
    await field(ui, name).first().fill(value);
  };
  const dialog = ui => ui.page.getByRole('dialog');
  // A restart may be quicker than the answer; then the page looks what the gateway has.
  const isSaved = ui => ui.page.getByText(/^Saved[.:]/).waitFor({ timeout: 120_000 });
  const save = async ui => {
    await ui.button('Review changes').click();
    await dialog(ui).getByRole('button', { name: 'Save' }).click();
    await isSaved(ui);
  };
  const isBack = async ui => {
    if (!early) return;
    await ui.page.getByText('The gateway is back, with the new configuration.').waitFor({ timeout: 120_000 });
    await ui.isConnected();
  };

  journey('a text, a hidden number, a map and an entry of a list are one patch, and the file differs in exactly that', async (ui, sent) => {
    const file = expected(file => {
      file.messages.responsePrefix = 'hello';
      file.env.vars.MOOD = 'merry';
      file.models.providers.script.models[0].maxTokens = 4096;
      file.models.providers.script.models[1].name = 'Script Two';
    });
    await open(ui, '/messages');
    await field(ui, /response prefix/i).fill('hello');
    // Each is a page of its own: what was edited before stays.
    await fill(ui, `${MODEL}/maxTokens`, 'Max tokens', '4096');
    await fill(ui, `${UNPRICED}/name`, 'Name', 'Script Two');
    await fill(ui, '/env/vars/MOOD', 'MOOD', 'merry');
    await ui.page.getByText('4 changes, not saved').waitFor();
    await ui.button('Review changes').click();
    const all = ['4096', 'Script Two', 'merry', 'hello', 'aye'];
    const review = await becomes(() => dialog(ui).innerText(), review => all.every(words => review.includes(words)), `${all} in the review`);
    assert.ok(!review.includes('__OPENCLAW_REDACTED__'), review);
    await dialog(ui).getByRole('button', { name: 'Save' }).click();
    await isSaved(ui);
    await isWritten(file, 'the file differs in exactly that');
    assert.equal(sent.length, 1, 'sent once');
    assert.equal(sent[0].method, 'config.patch');
    assert.deepEqual(Object.keys(JSON.parse(sent[0].params.raw)).toSorted(), ['env', 'messages', 'models']);
    await isBack(ui);
    await isWritten(file, 'after a restart as well');
  });

  journey('what two operators have changed is merged, and what clashes is decided', async (ui, sent) => {
    const file = expected(file => {
      file.messages.responsePrefix = 'mine';
      file.messages.ackReaction = '⚓';
      file.models.providers.script.models[0].maxTokens = 2048;
    });
    await open(ui, '/messages');
    await field(ui, /response prefix/i).fill('mine');
    await fill(ui, `${MODEL}/maxTokens`, 'Max tokens', '2048');
    await ui.page.getByText('2 changes, not saved').waitFor();
    const operator = await gateway.operator();
    const { hash } = await operator.call('config.get');
    const theirs = { messages: { responsePrefix: 'theirs', ackReaction: '⚓' } };
    // Here too a restart may be quicker than the answer.
    await operator.call('config.patch', { raw: JSON.stringify(theirs), baseHash: hash }).catch(error => { if (error.error) throw error; });
    operator.close();
    await becomes(read, now => now.messages.responsePrefix === 'theirs', 'the second operator has written');
    // The latest gateway tells of a change, the earliest restarts for it; the one between tells when it is written to.
    if (version === '2026.4.15') await ui.button('Save').click();
    await ui.page.getByRole('heading', { name: 'Both of you have changed this' }).waitFor({ timeout: 120_000 });
    assert.equal(read().messages.responsePrefix, 'theirs', 'nothing is overwritten');
    await dialog(ui).getByRole('radio', { name: /^Mine/ }).check();
    await ui.button('Go on with these').click();
    await ui.page.getByText('2 changes, not saved').waitFor();
    await ui.isConnected();
    await save(ui);
    await isWritten(file, 'the changes of both are there');
    assert.ok(sent.length <= 2, 'at most one is refused, one is taken');
    await isBack(ui);
  });

  journey('what the gateway does not take is refused with its reason, and the file stays', async ui => {
    const as = text();
    await open(ui, `${MODEL}/maxTokens`);
    await field(ui, 'Max tokens').fill('-5');
    await ui.page.getByText('1 change, not saved').waitFor();
    await ui.button('Review changes').click();
    await dialog(ui).getByRole('button', { name: 'Save' }).click();
    await ui.page.getByRole('alert').filter({ hasText: 'Nothing was written.' }).filter({ hasText: /maxTokens/ }).waitFor();
    assert.equal(text(), as);
    await ui.page.getByText('1 change, not saved').waitFor();
    await ui.button('Discard').click();
    await dialog(ui).getByRole('button', { name: 'Discard' }).click();
    await ui.page.getByText('No changes').waitFor();
    assert.equal(text(), as);
  });

  journey('an entry is taken out of a list, by a patch or by the whole', async (ui, sent) => {
    const file = expected(file => { file.models.providers.script.models.splice(1, 1); });
    await open(ui, '/models/providers/script/models');
    await ui.page.getByRole('button', { name: /^Remove Script (Two|Unpriced)/ }).click();
    await ui.page.getByText('1 change, not saved').waitFor();
    await ui.button('Save').click();
    // It merges lists by their ids and cannot be told which to replace.
    if (version === '2026.4.15') await dialog(ui).getByRole('button', { name: 'Write the whole' }).click();
    await isSaved(ui);
    await isWritten(file, 'one entry less, and nothing else');
    assert.ok(text().includes('example-key'), 'the hidden key is what it was');
    assert.deepEqual(sent.map(({ method }) => method), [version === '2026.4.15' ? 'config.apply' : 'config.patch']);
    await isBack(ui);
    await isWritten(file, 'after a restart as well');
  });

  if (version === '2026.4.15') journey('a gateway that takes three a minute is waited for', async (ui, sent) => {
    const timer = ui.page.getByRole('timer').filter({ hasText: 'Saving by itself in' });
    let waited = 0;
    await open(ui, '/messages');
    for (const prefix of ['one', 'two', 'three', 'four']) {
      const file = expected(file => { file.messages.responsePrefix = prefix; });
      await field(ui, /response prefix/i).fill(prefix);
      await ui.page.getByText('1 change, not saved').waitFor();
      await ui.button('Save').click();
      await becomes(async () => {
        if (await timer.isVisible()) waited++;
        return read();
      }, now => now.messages.responsePrefix === prefix, prefix, 120_000);
      await isWritten(file, prefix);
      await ui.page.getByText('No changes').waitFor();
    }
    assert.ok(waited > 0, 'the wait was shown');
    assert.ok(sent.length > 4, 'what is refused is sent once more');
  });
}
