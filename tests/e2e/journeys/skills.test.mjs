// What agents can do: why not, in words; switching, secrets that are never shown, installers and what they wrote.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { skillsPage } from '../harness/skills_page.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const SECRET = 'sk-never-to-be-seen-4711';

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

for (const profile of ['2026.2.6-3', '2026.4.15', '2026.9.6']) describe(`skills of ${profile}`, () => {
  const isLate = profile === '2026.9.6';
  let gateway;
  before(async () => { gateway = await startDemoGateway({ profile }); });
  beforeEach(() => gateway.reset());
  after(() => gateway?.close());

  const journey = (name, steps, look = {}) => test(name, () => withConsole(browser, gateway, look, async ui => {
    const skills = skillsPage(ui, gateway);
    await skills.open();
    await skills.row('apple-notes').waitFor();
    await steps(skills, ui);
  }));
  const settings = skill => gateway.order('skill-settings', { skill });

  journey('a skill says in words why it cannot be used', async skills => {
    for (const [name, ...why] of [
      ['apple-notes', 'It runs on macOS only.', 'The program memo is missing.'],
      ['coding-agent', 'One of these programs is needed: claude, codex, opencode, pi.'],
      ['gifgrep', 'The gateway’s list of allowed bundled skills leaves it out.'],
      ['harbour-log', 'These variables are not set: HARBOUR_API_KEY, HARBOUR_STATION.'],
      ['slack', 'The setting channels.slack is not on.'],
    ]) {
      await skills.choose(name);
      for (const words of why) await skills.sees(words);
    }
    await skills.choose('weather');
    await skills.detail.getByText('Ready', { exact: true }).first().waitFor();
    assert.equal(await skills.detail.getByText('cannot use it now').count(), 0);
  });

  journey('a search and filters narrow the list, with counts', async (skills, ui) => {
    await skills.filter(/^Ready/).click();
    await skills.row('slack').waitFor({ state: 'detached' });
    await skills.row('tide-tables').waitFor();
    await ui.page.getByRole('combobox', { name: 'Where from' }).selectOption('openclaw-workspace');
    await skills.row('weather').waitFor({ state: 'detached' });
    await ui.page.getByRole('status').filter({ hasText: '1 of 15 skills' }).waitFor();
    await skills.find('nothing like it');
    await ui.page.getByText('No skill answers to this.').waitFor();
    await ui.button('Show all skills').click();
    await ui.page.getByRole('status').filter({ hasText: '15 skills' }).waitFor();
  });

  journey('a skill is switched off and on, and the gateway has it so', async (skills, ui) => {
    await skills.choose('weather');
    await skills.isEnabled(true);
    await skills.enabled.click();
    await skills.isEnabled(false);
    assert.equal((await settings('weather')).enabled, false);
    await skills.sees('It is switched off.');
    await skills.filter(/^Disabled\s*1$/).click();
    await skills.row('weather').waitFor();
    await ui.page.reload();
    await ui.isConnected();
    await skills.isEnabled(false);
    await skills.enabled.click();
    await skills.isEnabled(true);
    assert.equal((await settings('weather')).enabled, true);
  });

  journey('a skill that waits for its own setting is switched on by its switch', async skills => {
    await skills.choose('deep-dive');
    await skills.sees('The setting skills.entries.deep-dive.enabled is not on.');
    await skills.isEnabled(false);
    await skills.enabled.click();
    await skills.isEnabled(true);
    await skills.detail.getByText('Ready', { exact: true }).first().waitFor();
  });

  journey('a key is written, never shown again, and forgotten when asked twice', async skills => {
    await skills.choose('notion');
    await skills.sees('The variable NOTION_API_KEY is not set.');
    await skills.write('API key (NOTION_API_KEY)', SECRET);
    await skills.detail.getByText('Ready', { exact: true }).first().waitFor();
    assert.equal((await settings('notion')).apiKey, SECRET);
    assert.ok(!(await skills.traces()).includes(SECRET), 'nothing of the key is left in the page');
    await skills.button('Forget').click();
    assert.equal((await settings('notion')).apiKey, SECRET, 'it is asked first');
    await skills.confirm('Forget');
    await skills.sees('The variable NOTION_API_KEY is not set.');
    assert.equal((await settings('notion')).apiKey, null);
  });

  journey('variables are written, those asked for and any other', async (skills, ui) => {
    await skills.choose('harbour-log');
    await skills.write('HARBOUR_STATION', 'Cuxhaven-secret');
    await skills.detail.getByText('Set another variable').click();
    const name = ui.page.getByRole('textbox', { name: 'Name of the variable' });
    const other = skills.detail.locator('form').filter({ has: name });
    await name.fill('1WRONG');
    await other.getByText('Letters, digits and underscores').waitFor();
    await name.fill('HARBOUR_PIER');
    await other.getByRole('textbox', { name: 'Value', exact: true }).fill('seven-secret');
    await other.getByRole('button', { name: 'Save', exact: true }).click();
    await other.getByText('Written.').waitFor();
    assert.deepEqual((await settings('harbour-log')).env, { HARBOUR_PIER: 'seven-secret', HARBOUR_STATION: 'Cuxhaven-secret' });
    assert.ok(!/(Cuxhaven|seven)-secret/.test(await skills.traces()));
  });

  journey('a write that is refused says so and keeps what was typed', async skills => {
    await skills.choose('notion');
    await gateway.order('answer', { method: 'skills.update', error: { code: 'UNAVAILABLE', message: 'the file is locked' } });
    const form = skills.form('API key (NOTION_API_KEY)');
    const field = form.getByRole('textbox', { name: 'API key (NOTION_API_KEY)', exact: true });
    await field.fill(SECRET);
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await form.getByText('the file is locked').waitFor();
    assert.equal(await field.inputValue(), SECRET);
    await gateway.order('answer', { method: 'skills.update', error: { code: 'UNAVAILABLE', message: 'still locked' } });
    await skills.enabled.click();
    await skills.sees('still locked');
    await skills.isEnabled(true);
  });

  journey('an installer fails with all that it wrote', async skills => {
    await gateway.order('install-next', { succeeds: false, message: 'Install failed (exit 1): error: no bottle available', code: 1, stdout: '==> Fetching gh', stderr: 'Error: gh: no bottle available!' });
    await skills.choose('github');
    await skills.button('Run: Install GitHub CLI (brew)').click();
    await skills.sees('Failed: Install GitHub CLI (brew)');
    await skills.sees('Install failed (exit 1): error: no bottle available');
    await skills.sees('exit code 1');
    await skills.detail.getByText('Error output').click();
    await skills.sees('Error: gh: no bottle available!');
    await skills.detail.getByText('Output', { exact: true }).click();
    await skills.sees('==> Fetching gh');
    await skills.button('Put away').click();
    await skills.detail.getByText('Failed: Install').waitFor({ state: 'detached' });
  });

  journey('an installer runs on while one is elsewhere, alone, and brings what was missing', async (skills, ui) => {
    await gateway.order('install-next', { held: true, stdout: 'added 1 package' });
    await skills.choose('oracle');
    await skills.button('Run: Install @steipete/oracle (npm)').click();
    await skills.sees('Running: Install @steipete/oracle (npm)');
    await skills.choose('github');
    await skills.sees('An installer for oracle is running.');
    assert.ok(await skills.button('Run: Install GitHub CLI (brew)').isDisabled());
    await ui.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Devices' }).click();
    await ui.page.getByRole('heading', { name: 'Paired devices' }).waitFor();
    await gateway.order('install-ends');
    await ui.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Skills' }).click();
    await skills.choose('oracle');
    await skills.sees('Done: Install @steipete/oracle (npm)');
    await skills.detail.getByText('Ready', { exact: true }).first().waitFor();
  });

  journey('the address keeps agent and skill, and an agent nobody knows is told', async (skills, ui) => {
    await ui.page.getByRole('combobox', { name: 'Agent', exact: true }).selectOption('scout');
    await becomes(() => ui.page.url(), url => url.includes('agent=scout'), 'the address names the agent');
    await skills.choose('coding-agent');
    await skills.sees('One of these programs is needed');
    if (isLate) await skills.sees('The agent’s own list of skills leaves it out.');
    await ui.page.reload();
    await ui.isConnected();
    await skills.detail.getByRole('heading', { name: 'coding-agent', exact: true }).waitFor();
    await skills.open('?agent=nobody');
    await ui.page.getByRole('alert').filter({ hasText: 'unknown agent id' }).waitFor();
    await skills.open('?skill=of-yesterday');
    await ui.page.getByText('This agent has no such skill').waitFor();
  });

  journey('a thousand skills are a window onto them', async (skills, ui) => {
    await gateway.order('skills-crowd', { count: 1_000 });
    if (!isLate) await ui.page.reload();
    await ui.page.getByRole('status').filter({ hasText: '1015 skills' }).waitFor();
    assert.ok(await skills.grid.getByRole('link').count() < 60, 'only a window of them is in the page');
    await skills.row('apple-notes').focus();
    await ui.page.keyboard.press('End');
    await skills.row('weather').waitFor();
    await becomes(() => skills.row('weather').evaluate(row => row === document.activeElement), Boolean, 'the keyboard is on the last row');
    await skills.find('drill-0777');
    await skills.choose('drill-0777');
    await skills.sees('Practises manoeuvre drill-0777');
  });

  if (isLate) journey('what changes is shown without asking', async skills => {
    await gateway.order('skill-appears', { name: 'new-broom' });
    await skills.row('new-broom').waitFor();
  });

  journey('on a phone the list gives way to the skill and comes back', async (skills, ui) => {
    await skills.choose('blogwatcher');
    assert.equal(await skills.grid.isVisible(), false);
    const wide = await ui.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} px too wide`);
    await skills.detail.getByRole('link', { name: 'All skills' }).click();
    await skills.row('blogwatcher').waitFor();
  }, PHONE);

});
