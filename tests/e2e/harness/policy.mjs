// The policy editor as an operator meets it.
import { becomes } from './becomes.mjs';
import { TOKEN } from './settings.mjs';

export function policyOn(ui, gateway) {
  const { page, button } = ui;
  const setting = (name, who) => page.getByRole('combobox', { name: `${name}, ${who}`, exact: true });
  const list = who => page.getByRole('list', { name: `Allowlist, ${who}` });
  const policy = {
    list, setting,
    async open() {
      await page.goto(`${gateway.url}approvals#token=${TOKEN}`);
      await ui.isConnected();
      await policy.isShown();
    },
    isShown: () => setting('Security', 'Defaults').waitFor(),
    target: page.getByRole('combobox', { name: 'Policy of' }),
    set: (name, who, value) => setting(name, who).selectOption(value),
    /** Rules of an agent begin to exist. */
    async addAgent(id) {
      await page.getByRole('combobox', { name: 'Add rules for' }).selectOption(id);
      await button('Add rules').click();
    },
    agent: who => page.getByRole('region', { name: who, exact: true }),
    async add(who, pattern) {
      const field = page.getByRole('textbox', { name: `New pattern, ${who}` });
      await field.fill(pattern);
      await field.press('Enter');
      await list(who).getByText(pattern, { exact: true }).waitFor();
    },
    async test(command) { await page.getByRole('textbox', { name: 'Command or path' }).fill(command); },
    verdicts: page.getByRole('list', { name: 'What would happen' }),
    sees: words => page.getByText(words).first().waitFor(),
    save: () => button('Save').last().click(),
    async isSaved() {
      await page.getByText('Saved.', { exact: true }).waitFor();
      await page.getByText('No changes', { exact: true }).waitFor();
    },
  };
  return policy;
}

/** Changes the policy as a second operator: the whole file over what is there now. */
export async function changePolicy(operator, change, nodeId) {
  const [prefix, whose] = nodeId ? ['exec.approvals.node', { nodeId }] : ['exec.approvals', {}];
  const { file, hash } = await operator.call(`${prefix}.get`, whose);
  change(file);
  await operator.call(`${prefix}.set`, { ...whose, file, baseHash: hash });
}

export const patterns = (file, agent) => (file.agents?.[agent]?.allowlist ?? []).map(entry => entry.pattern);

/** Waits until the policy is as it should be, and gives it. */
export const policyBecomes = async (operator, isTrue, what) =>
  (await becomes(() => operator.call('exec.approvals.get'), ({ file }) => isTrue(file), what)).file;
