// Agents that ask for leave, made by a second operator; and the dialog as an operator meets it.

/** Asks as an agent would. Answers what was decided. */
export const ask = (operator, command, { timeoutMs = 60_000, ...more } = {}) => operator.call('exec.approval.request', {
  command, cwd: '/home/operator/project', host: 'gateway', security: 'allowlist', ask: 'on-miss', agentId: 'main',
  resolvedPath: `/usr/bin/${command.split(' ')[0]}`, sessionKey: 'agent:main:main', timeoutMs, ...more,
}).then(({ decision }) => decision);

/** The dialog over every page. */
export function approvalDialog(page) {
  const dialog = page.getByRole('alertdialog', { name: 'Approval needed' });
  return {
    dialog,
    /** The dialog asks about this command, and its answers can be given. */
    async asks(command) {
      await dialog.filter({ hasText: command }).waitFor();
      await dialog.locator('button:not([aria-disabled])', { hasText: 'Deny' }).waitFor();
    },
    answer: name => dialog.getByRole('button', { name, exact: true }).click(),
    isGone: () => dialog.waitFor({ state: 'hidden' }),
  };
}
