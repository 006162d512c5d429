// Skills on a real gateway: switched and found so in the file, a key that is written and never seen again, an installer that fails.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { becomes } from './becomes.mjs';
import { withConsole } from './console.mjs';
import { GATEWAY_GONE } from './guards.mjs';
import { skillsPage } from './skills_page.mjs';

const SECRET = 'sk-never-to-be-seen-0815';

/** `browser` and `gateway` are asked for when the tests run. */
export function skillJourneys({ browser, gateway }) {
  const file = () => JSON.parse(fs.readFileSync(path.join(gateway().state, 'openclaw.json'), 'utf8'));
  const entry = skill => file().skills?.entries?.[skill];
  const journey = (name, steps) => test(name, () => withConsole(browser(), gateway(), {}, async ui => {
    const skills = skillsPage(ui, gateway());
    // The earliest gateway starts anew after every write of its configuration.
    ui.guards.expect(...GATEWAY_GONE);
    await skills.open('?skill=weather');
    await skills.sees('weather');
    await steps(skills, ui);
  }));

  journey('a skill is switched off and on, and found so in the gateway’s file', async (skills, ui) => {
    await skills.isEnabled(true);
    await gateway().settles(() => skills.enabled.click());
    await skills.isEnabled(false);
    await skills.sees('It is switched off.');
    await becomes(() => entry('weather')?.enabled, it => it === false, 'the file says off');
    await ui.isConnected();
    await gateway().settles(() => skills.enabled.click());
    await skills.isEnabled(true);
    await becomes(() => entry('weather')?.enabled, it => it === true, 'the file says on');
  });

  journey('a key is written, makes a variable set, and is nowhere in the page', async (skills, ui) => {
    await skills.open('?skill=goplaces');
    await skills.sees('The variable GOOGLE_PLACES_API_KEY is not set.');
    await gateway().settles(() => skills.write('API key (GOOGLE_PLACES_API_KEY)', SECRET));
    await skills.detail.getByText('The variable GOOGLE_PLACES_API_KEY is not set.').waitFor({ state: 'detached' });
    assert.ok(fs.readFileSync(path.join(gateway().state, 'openclaw.json'), 'utf8').includes(SECRET), 'the gateway has it');
    assert.ok(!(await skills.traces()).includes(SECRET), 'nothing of the key is left in the page');
    await ui.page.reload();
    await ui.isConnected();
    await skills.sees('The program goplaces is missing.');
    assert.ok(!(await skills.traces()).includes(SECRET), 'nor does a later answer show it');
    await skills.form('API key (GOOGLE_PLACES_API_KEY)').getByRole('button', { name: 'Forget' }).click();
    await gateway().settles(() => skills.confirm('Forget'));
    await skills.sees('The variable GOOGLE_PLACES_API_KEY is not set.');
    await becomes(() => JSON.stringify(file()), it => !it.includes(SECRET), 'the gateway has it no more');
  });

  journey('an installer that cannot run ends with the gateway’s reason', async skills => {
    await skills.open('?skill=gog');
    const run = skills.detail.getByRole('button', { name: /^Run: / });
    await run.click();
    await skills.sees(/^Failed: /);
    await skills.sees(/brew|Homebrew/);
  });
}
