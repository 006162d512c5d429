// Approvals on a real gateway: answered in three ways, answered elsewhere, left to expire, missed and found again.
import assert from 'node:assert/strict';
import { approvalDialog, ask } from './approvals.mjs';

/** `journey(name, steps)` runs `steps(ui)` on a console that is open; `operator()` is the second operator; `lists`: whether
 *  this version can list what waits. */
export function approvalJourneys({ journey, operator, lists }) {
  /** Where a gateway cannot list, whoever asks hears of it as well. */
  const idOf = async command => lists
    ? (await operator().call('exec.approval.list')).find(({ request }) => request.command === command).id
    : (await operator().next(({ event, payload }) => event === 'exec.approval.requested' && payload.request.command === command)).payload.id;

  for (const [answer, decision] of [['Allow once', 'allow-once'], ['Deny', 'deny'], ['Always allow', 'allow-always']]) {
    journey(`an agent asks, and “${answer}” reaches it`, async ui => {
      const decided = ask(operator(), `git status --${decision}`);
      const { asks, answer: press, isGone } = approvalDialog(ui.page);
      await asks(`git status --${decision}`);
      await press(answer);
      assert.equal(await decided, decision);
      await isGone();
    });
  }

  journey('a question answered elsewhere is told in place, and the next one is not touched by it', async ui => {
    const first = ask(operator(), 'ls first');
    const { dialog, asks, answer, isGone } = approvalDialog(ui.page);
    await asks('ls first');
    const second = ask(operator(), 'ls second');
    await dialog.getByText('1 more waits').waitFor();
    const id = await idOf('ls first');
    await operator().call('exec.approval.resolve', { id, decision: 'deny' });
    assert.equal(await first, 'deny');
    await dialog.getByText('There is nothing left to answer').waitFor();
    await answer('Next');
    await asks('ls second');
    await answer('Allow once');
    assert.equal(await second, 'allow-once');
    await isGone();
  });

  journey('time runs out, and the dialog says so', async ui => {
    // What draws the dialog is fetched with the first question, which has to be there still.
    const decided = ask(operator(), 'ls expires', { timeoutMs: 10_000 });
    const { dialog, answer, isGone } = approvalDialog(ui.page);
    await dialog.filter({ hasText: 'ls expires' }).waitFor();
    await dialog.getByText('Time ran out before anyone answered').waitFor();
    assert.equal(await decided, null);
    await answer('Close');
    await isGone();
  });

  if (lists) {
    journey('what was asked before the console came is found again', async ui => {
      const decided = ask(operator(), 'ls missed');
      const { asks, answer, isGone } = approvalDialog(ui.page);
      await asks('ls missed');
      await ui.page.reload();
      await ui.isReady();
      await asks('ls missed');
      await answer('Allow once');
      assert.equal(await decided, 'allow-once');
      await isGone();
    });
  }
}

/** After a loss a gateway without a list cannot say what was asked meanwhile: the page says so. */
export async function seeWhatMayBeMissed(ui, lists) {
  await ui.page.getByRole('link', { name: 'Approvals' }).first().click();
  await ui.page.getByRole('heading', { name: 'Waiting' }).waitFor();
  const notice = ui.page.getByText('cannot say what was asked meanwhile');
  if (lists) assert.equal(await notice.count(), 0);
  else await notice.waitFor();
}
