// Sessions on a real gateway: found, set and set back, refused, compacted, reset and deleted.
import assert from 'node:assert/strict';
import { becomes } from './becomes.mjs';
import { TOKEN } from './settings.mjs';

/** `journey` gives a console and a session that has been spoken to once. */
export function sessionJourneys({ journey, version, gateway, operator }) {
  const late = version === '2026.9.6';
  const row = async key => (await operator().call('sessions.list', { search: key })).sessions.find(it => it.key === key);
  const page = (name, steps) => journey(name, async (ui, session) => {
    const title = `Real ${session.split(':').at(-1)}`;
    await operator().call('sessions.patch', { key: session, label: title });
    await ui.page.goto(`${gateway().url}sessions?q=${encodeURIComponent(title)}&open=${encodeURIComponent(session)}#token=${TOKEN}`);
    await ui.isConnected();
    const drawer = ui.page.getByRole('complementary', { name: 'Session' });
    await drawer.getByRole('heading', { name: title }).waitFor();
    const deed = async name => {
      await drawer.getByRole('button', { name, exact: true }).click();
      await ui.page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
    };
    const told = words => ui.page.getByRole('log', { name: 'Notifications' }).getByText(words).waitFor();
    await steps({ ui, session, title, drawer, deed, told, field: name => drawer.locator(`[data-field="${name}"]`) });
  });

  page('a session is set, told so by the gateway, and inherits again', async ({ session, drawer, field }) => {
    await drawer.getByText('Good morning').or(drawer.getByText('hello')).first().waitFor();
    await drawer.getByRole('combobox', { name: 'Tool detail' }).selectOption('full');
    await becomes(() => row(session), it => it?.verboseLevel === 'full', 'the gateway has it');
    await drawer.getByRole('combobox', { name: 'Tool detail' }).selectOption('null');
    await becomes(() => row(session), it => it.verboseLevel === undefined, 'it is inherited again');
    await drawer.getByRole('combobox', { name: 'Elevated commands' }).selectOption('ask');
    await becomes(() => row(session), it => it.elevatedLevel === 'ask', 'the gateway has it');
    const [name, value] = late ? ['permissionMode', 'guarded'] : ['execSecurity', 'deny'];
    await field(name).getByRole('combobox').selectOption(value);
    await field(name).getByText('Saved').waitFor();
  });

  page('a refused label says why where it stands', async ({ session, drawer, field }) => {
    const taken = `Taken ${session.split(':').at(-1)}`;
    await operator().call('sessions.patch', { key: `${session}-other`, label: taken });
    const label = drawer.getByRole('textbox', { name: 'Label' });
    await label.fill(taken);
    await label.press('Enter');
    await field('label').getByText(/label already in use|already in use/).waitFor();
    assert.equal(await label.inputValue(), taken);
  });

  page('a session is compacted, reset and deleted', async ({ ui, session, title, drawer, deed, told }) => {
    await operator().say(session, 'hello again');
    // A run is told to be over before all of it is.
    const { sessionId: before } = await becomes(() => row(session), it => !it.hasActiveRun, 'the run is over');
    await drawer.getByRole('button', { name: 'Compact', exact: true }).click();
    const dialog = ui.page.getByRole('dialog');
    if (version !== '2026.2.6-3') await dialog.getByRole('switch').click();
    await dialog.getByRole('spinbutton', { name: 'Lines to keep' }).fill('2');
    await dialog.getByRole('button', { name: 'Compact', exact: true }).click();
    await told('1 session compacted. 2 lines were kept.');
    await deed('Reset');
    await told('1 session reset.');
    const after = await becomes(() => row(session), it => it && (late || it.sessionId !== before), 'another transcript');
    await drawer.getByRole('heading').first().filter({ hasText: after.label }).waitFor();
    assert.equal(after.label, title, 'the label stays');
    await deed('Delete');
    await told('1 session deleted.');
    await becomes(() => row(session), it => !it, 'the gateway has deleted it');
    await drawer.getByText('knows this session no more').waitFor();
  });

  if (late) page('a session is archived and restored', async ({ ui, session, deed, told }) => {
    await deed('Archive');
    await told('1 session archived.');
    await becomes(() => row(session), it => !it, 'lists leave it out');
    await ui.page.getByRole('combobox', { name: 'Show only' }).selectOption('archived');
    await deed('Restore');
    await told('1 session restored.');
    await becomes(() => row(session), Boolean, 'lists have it again');
  });
}
