// The page of skills as an operator meets it.
import { TOKEN } from './settings.mjs';

export function skillsPage(ui, gateway) {
  const { page } = ui;
  const detail = page.getByRole('article', { name: 'Skill', exact: true });
  const grid = page.getByRole('grid', { name: 'Skills' });
  const skills = {
    detail, grid,
    async open(query = '') {
      await page.goto(`${gateway.url}skills${query}#token=${TOKEN}`);
      await ui.isConnected();
    },
    row: name => grid.getByRole('link', { name: new RegExp(`^${name} (Ready|Needs something|Disabled) `) }),
    async choose(name) {
      await skills.row(name).click();
      await detail.getByRole('heading', { name, exact: true, level: 2 }).waitFor();
    },
    filter: name => page.getByRole('group', { name: 'How they stand' }).getByRole('button', { name }),
    find: words => page.getByRole('searchbox', { name: 'Find a skill' }).fill(words),
    sees: words => detail.getByText(words).first().waitFor(),
    enabled: detail.getByRole('switch', { name: 'Enabled' }),
    /** The switch stands so, once the gateway has said it. */
    isEnabled: on => detail.getByRole('switch', { name: 'Enabled', checked: on }).waitFor(),
    button: name => detail.getByRole('button', { name, exact: true }),
    /** The field of a variable, with its own buttons. */
    form: name => detail.locator('form').filter({ has: page.getByRole('textbox', { name, exact: true }) }),
    async write(name, value) {
      const form = skills.form(name);
      await form.getByRole('textbox', { name, exact: true }).fill(value);
      await form.getByRole('button', { name: 'Save', exact: true }).click();
      await form.getByText('Written. It is not shown again.').waitFor();
    },
    confirm: verb => page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click(),
    /** Everything the page could have left a secret in. */
    traces: () => page.evaluate(() => [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input, textarea')].map(field => field.value),
      JSON.stringify(localStorage), JSON.stringify(sessionStorage), location.href,
    ].join('\n')),
  };
  return skills;
}
