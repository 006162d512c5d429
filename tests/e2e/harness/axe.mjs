// What breaks the rules of WCAG 2.2 AA, a line each.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function complaints(ui) {
  await ui.page.evaluate(axe);
  return ui.page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary.replaceAll('\n', ' ')}`));
  });
}

/** What is on the screen now breaks none of the rules, in the light and in the dark. */
export async function isSound(ui) {
  for (const colorScheme of ['light', 'dark']) {
    await ui.page.emulateMedia({ colorScheme });
    // Colours fade over, and what is half faded is too faint to read.
    await ui.page.evaluate(async () => {
      await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
      const fading = document.getAnimations().filter(it => it instanceof CSSTransition);
      await Promise.all(fading.map(it => it.finished.catch(() => {})));
    });
    assert.deepEqual(await complaints(ui), [], `in the ${colorScheme}`);
  }
}
