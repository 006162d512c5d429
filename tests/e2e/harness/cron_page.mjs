// The page of jobs as journeys speak of it.
import { TOKEN } from './settings.mjs';

export async function openCron(ui, gateway, query = '') {
  await ui.page.goto(`${gateway.url}cron${query}#token=${TOKEN}`);
  await ui.isConnected();
  await newJob(ui).waitFor();
}

export const newJob = ui => ui.page.getByRole('search').getByRole('button', { name: 'New job' });
export const press = (place, name) => place.getByRole('button', { name, exact: true }).click();
export const panel = ui => ui.page.getByRole('complementary', { name: 'Job', exact: true });
export const writing = ui => ui.page.getByRole('dialog').filter({ has: ui.page.locator('form.job_form') });
/** The row of a job in the list. */
export const row = (ui, name) => ui.page.locator('.job_list [data-row]').filter({ has: ui.page.getByRole('button', { name, exact: true }) });

/** Opens a job beside the list. */
export async function job(ui, name) {
  await row(ui, name).getByRole('button', { name, exact: true }).click();
  await panel(ui).getByRole('heading', { name, exact: true }).waitFor();
}

/** Types into fields by their names. */
export async function fill(ui, fields) {
  for (const [name, text] of Object.entries(fields)) await writing(ui).getByLabel(name, { exact: true }).fill(text);
}

/** Saves and waits until the dialog is gone. */
export async function save(ui) {
  await press(writing(ui), 'Save');
  await ui.page.locator('form.job_form').waitFor({ state: 'detached' });
}
