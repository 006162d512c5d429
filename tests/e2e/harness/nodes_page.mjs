// The page of nodes as an operator meets it.
import { TOKEN } from './settings.mjs';

export function nodesPage(ui, gateway) {
  const { page } = ui;
  const nodes = {
    list: page.getByRole('list', { name: 'Nodes' }),
    detail: page.getByRole('article', { name: 'Node' }),
    history: page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Copy as JSON' }) }),
    row: name => nodes.list.getByRole('link').filter({ hasText: name }),
    request: name => page.getByRole('group', { name, exact: true }),
    button: name => page.getByRole('button', { name, exact: true }),
    async open(node) {
      await page.goto(`${gateway.url}nodes${node ? `?node=${encodeURIComponent(node)}` : ''}#token=${TOKEN}`);
      await ui.isConnected();
    },
    answerTo: (name, verb) => nodes.request(name).getByRole('button', { name: verb, exact: true }).click(),
    choose: name => nodes.row(name).click(),
    /** Chooses a command, fills its form and presses Run. */
    async run(command, fields = {}) {
      await page.getByRole('combobox', { name: 'Command', exact: true }).selectOption(command);
      for (const [name, value] of Object.entries(fields)) await page.getByRole('textbox', { name, exact: true }).fill(value);
      await nodes.button('Run').click();
    },
    sees: words => nodes.detail.getByText(words).first().waitFor(),
    async rename(name) {
      await nodes.button('Rename').click();
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
      await nodes.button('Save').click();
    },
  };
  return nodes;
}
