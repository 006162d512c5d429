// The page Debug as an operator meets it.
import { TOKEN } from './settings.mjs';

export function debugPage(ui, gateway) {
  const { page } = ui;
  const debug = {
    panel: page.getByRole('tabpanel'),
    methods: page.getByRole('region', { name: 'Methods', exact: true }),
    button: name => page.getByRole('button', { name, exact: true }),
    box: name => page.getByRole('textbox', { name, exact: true }),
    tab: name => page.getByRole('tab', { name, exact: true }),
    async open(query = '') {
      await page.goto(`${gateway.url}debug${query}#token=${TOKEN}`);
      await ui.isConnected();
      await debug.tab('Calls').waitFor();
    },
    /** The form of one method. */
    form: method => page.getByRole('article', { name: method, exact: true }),
    async choose(method) {
      await page.getByRole('searchbox', { name: 'Find a method' }).fill(method);
      await debug.methods.locator('a').filter({ has: page.locator('code').getByText(method, { exact: true }) }).click();
      await debug.form(method).waitFor();
    },
    json: page.getByRole('textbox', { name: 'Parameters as JSON' }),
    call: method => debug.form(method).getByRole('button', { name: 'Call', exact: true }).click(),
    sees: words => debug.panel.getByText(words).first().waitFor(),
    /** The records of a tape, each in its line. */
    records: page.getByRole('list', { name: 'What has passed' }).getByRole('listitem'),
  };
  return debug;
}
