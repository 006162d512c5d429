// Waiting for a fact outside the page.
import assert from 'node:assert/strict';

/** What is waited for at most: long for a busy machine, and less than the minute in which gateways tell everything anew. */
export const PATIENCE_MS = 45_000;

/** Asks again until the answer is the right one: nobody tells when it changes. */
export async function becomes(ask, isTrue, what, withinMs = PATIENCE_MS) {
  const limit = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isTrue(answer)) return answer;
    if (performance.now() > limit) assert.fail(`${what}: ${String(JSON.stringify(answer)).slice(0, 1500)}`);
    await new Promise(done => setTimeout(done, 50));
  }
}
