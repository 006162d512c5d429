// The page of voice as an operator meets it.
import { becomes } from './becomes.mjs';
import { TOKEN } from './settings.mjs';

export function voicePage(ui, gateway) {
  const { page } = ui;
  const sheet = page.getByRole('region', { name: 'Voice', exact: true });
  const list = page.getByRole('list', { name: 'Wake words' });
  const voice = {
    async open() {
      await page.goto(`${gateway.url}voice#token=${TOKEN}`);
      await ui.isConnected();
      await page.getByRole('heading', { name: 'Wake words' }).waitFor();
      await list.getByRole('textbox').first().waitFor();
    },
    speak: page.getByRole('switch', { name: 'Speak replies' }),
    speaks: on => page.getByRole('switch', { name: 'Speak replies', checked: on }).waitFor(),
    provider: name => page.getByRole('article', { name, exact: true }),
    sentence: page.getByRole('textbox', { name: 'Sentence' }),
    word: number => page.getByRole('textbox', { name: `Wake word ${number}`, exact: true }),
    wordsAre: wanted => becomes(
      () => list.getByRole('textbox').evaluateAll(fields => fields.map(field => field.value)),
      now => JSON.stringify(now) === JSON.stringify(wanted), `the words are ${wanted}`),
    button: name => sheet.getByRole('button', { name, exact: true }),
    confirm: verb => page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click(),
    sees: words => sheet.getByText(words).first().waitFor(),
    isSaved: () => sheet.getByText('Not saved yet.').waitFor({ state: 'detached' }),
  };
  return voice;
}
