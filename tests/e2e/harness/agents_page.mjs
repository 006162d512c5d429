// The page of agents as an operator meets it, on the demo gateway and on real ones.
import { TOKEN } from './settings.mjs';

export function agentsPage(ui, gateway) {
  const { page, button } = ui;
  const editor = page.getByRole('textbox', { name: 'Text of the file' });
  const agents = {
    editor,
    list: page.getByRole('list', { name: 'Agents' }),
    detail: page.getByRole('article', { name: 'Agent', exact: true }),
    preview: page.getByRole('region', { name: 'As it reads' }),
    row: name => agents.list.getByRole('link').filter({ hasText: name }),
    /** A file of the list, by its name. */
    file: name => agents.detail.getByRole('link').filter({ hasText: name }),
    sees: words => page.getByText(words).first().waitFor(),
    async open(query = '') {
      await page.goto(`${gateway.url}agents${query}#token=${TOKEN}`);
      await ui.isConnected();
    },
    async openFile(agent, name) {
      await agents.open(`?agent=${agent}&file=${encodeURIComponent(name)}`);
      await agents.isOpen();
    },
    /** The text stands in the editor. */
    isOpen: () => page.locator('.editor__place .cm-content').waitFor(),
    text: () => page.locator('.editor__place .cm-content').innerText(),
    /** Writes at the end of the text. */
    async append(words) {
      await editor.focus();
      await page.keyboard.press('Control+End');
      // Words that are put in at once lose the line ends before them.
      for (const _ of words.match(/^\n*/)[0]) await page.keyboard.press('Enter');
      await page.keyboard.insertText(words.trimStart());
      await agents.sees('Not saved yet.');
    },
    /** Writes before everything else. */
    async prepend(words) {
      await editor.focus();
      await page.keyboard.press('Control+Home');
      await page.keyboard.insertText(words);
      await agents.sees('Not saved yet.');
    },
    save: () => button('Save').click(),
    isSaved: () => page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor(),
    dialog: page.getByRole('dialog'),
  };
  return agents;
}
