// Waiting for a fact outside the page.
import assert from 'node:assert/strict';

/** Asks again until the answer is the right one: nobody tells when it changes. */
export async function becomes(ask, isTrue, what, withinMs = 20_000) {
  const limit = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isTrue(answer)) return answer;
    if (performance.now() > limit) assert.fail(`${what}: ${JSON.stringify(answer).slice(0, 1500)}`);
    await new Promise(done => setTimeout(done, 50));
  }
}
