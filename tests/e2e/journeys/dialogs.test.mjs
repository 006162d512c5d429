// What the pages Cron, Agents, Skills and Debug ask in a dialog or beside their list, as the rules of accessibility see it.
import { after, before, beforeEach, test } from 'node:test';
import { agentsPage } from '../harness/agents_page.mjs';
import { isSound } from '../harness/axe.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { job, newJob, openCron, panel, press, writing } from '../harness/cron_page.mjs';
import { debugPage } from '../harness/debug_page.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { LOOKS } from '../harness/pages.mjs';
import { skillsPage } from '../harness/skills_page.mjs';

let browser, gateway;
before(async () => {
  browser = await launchBrowser();
  gateway = await startDemoGateway({ profile: '2026.9.6' });
});
beforeEach(() => gateway.reset());
after(async () => { await browser?.close(); await gateway?.close(); });

const dialog = ui => ui.page.getByRole('dialog');

for (const [name, look] of Object.entries(LOOKS)) {
  const journey = (what, steps) => test(`${what}: ${name}`, () => withConsole(browser, gateway, look, steps));

  journey('a job is written', async ui => {
    await openCron(ui, gateway);
    await newJob(ui).click();
    await writing(ui).getByLabel('Name', { exact: true }).waitFor();
    await press(writing(ui), 'Save');
    await writing(ui).locator('[aria-invalid="true"]').first().waitFor();
    await isSound(ui);
  });

  journey('a job is looked at and removed', async ui => {
    await openCron(ui, gateway);
    await job(ui, 'Tide tables');
    await isSound(ui);
    await press(panel(ui), 'Remove');
    await dialog(ui).getByRole('button', { name: 'Remove' }).waitFor();
    await isSound(ui);
  });

  journey('the calendar of jobs', async ui => {
    await openCron(ui, gateway, '?view=calendar');
    await ui.page.locator('[data-job]:visible').first().waitFor();
    await isSound(ui);
  });

  journey('an agent is made', async ui => {
    const agents = agentsPage(ui, gateway);
    await agents.open();
    await ui.button('New agent').click();
    await agents.dialog.getByRole('textbox', { name: 'Name' }).fill('Night Watch');
    await isSound(ui);
  });

  journey('an agent is deleted', async ui => {
    const agents = agentsPage(ui, gateway);
    await agents.open('?agent=scout');
    await ui.button('Delete').click();
    await agents.dialog.getByRole('button', { name: 'Delete agent' }).waitFor();
    await isSound(ui);
  });

  journey('a file of an agent is edited', async ui => {
    const agents = agentsPage(ui, gateway);
    await agents.openFile('main', 'SOUL.md');
    await agents.append('\nCalm.\n');
    await isSound(ui);
  });

  journey('edits of a file are thrown away', async ui => {
    const agents = agentsPage(ui, gateway);
    await agents.openFile('main', 'SOUL.md');
    await agents.append('\nCalm.\n');
    await ui.button('Discard').click();
    await dialog(ui).getByRole('button', { name: 'Discard', exact: true }).waitFor();
    await isSound(ui);
  });

  journey('a file that somebody else has changed too', async ui => {
    const agents = agentsPage(ui, gateway);
    await agents.openFile('main', 'SOUL.md');
    await agents.prepend('Mine first.\n');
    await gateway.order('agent-file', { agent: 'main', file: 'SOUL.md', content: 'All is theirs.\n' });
    await agents.save();
    await ui.page.getByRole('region', { name: 'Both versions side by side' }).getByText('All is theirs.').waitFor();
    await isSound(ui);
    await ui.button('Take theirs').click();
    await dialog(ui).getByRole('button', { name: 'Take theirs', exact: true }).waitFor();
    await isSound(ui);
  });

  journey('a skill that lacks something', async ui => {
    const skills = skillsPage(ui, gateway);
    await skills.open();
    await skills.grid.getByRole('link', { name: / Needs something / }).first().click();
    await skills.detail.waitFor();
    await isSound(ui);
  });

  journey('the key of a skill is forgotten', async ui => {
    const skills = skillsPage(ui, gateway);
    await skills.open();
    await skills.choose('notion');
    await skills.write('API key (NOTION_API_KEY)', 'example-key');
    await skills.button('Forget').click();
    await dialog(ui).getByRole('button', { name: 'Forget', exact: true }).waitFor();
    await isSound(ui);
  });

  journey('a dangerous call is asked about', async ui => {
    const debug = debugPage(ui, gateway);
    await debug.open('?method=set-heartbeats');
    await debug.call('set-heartbeats');
    await dialog(ui).getByRole('button', { name: 'Call', exact: true }).waitFor();
    await isSound(ui);
  });

  journey('a message is asked about before it is sent', async ui => {
    const debug = debugPage(ui, gateway);
    await debug.open('?tab=send');
    await debug.box('To').fill('+15555550123');
    await debug.box('Message').fill('The tide turns at six.');
    await debug.button('Send').click();
    await dialog(ui).getByRole('button', { name: 'Send', exact: true }).waitFor();
    await isSound(ui);
  });

  for (const tab of ['Events', 'Frames', 'Snapshots', 'Send', 'Report']) {
    journey(`Debug, ${tab}`, async ui => {
      const debug = debugPage(ui, gateway);
      await debug.open();
      await debug.tab(tab).click();
      await ui.page.getByRole('tabpanel', { name: tab }).waitFor();
      await isSound(ui);
    });
  }

  journey('a wizard asks', async ui => {
    const debug = debugPage(ui, gateway);
    await debug.open('?tab=wizard');
    await debug.button('Start').click();
    await dialog(ui).getByRole('button', { name: 'Start', exact: true }).waitFor();
    await isSound(ui);
    await dialog(ui).getByRole('button', { name: 'Start', exact: true }).click();
    await ui.page.getByRole('article', { name: 'OpenClaw onboarding', exact: true }).waitFor();
    await isSound(ui);
  });
}
