// A page's clock that can be moved on. It keeps the browser's own timer numbers: WebAssembly takes them as 32 bits.

/** Runs in the page before anything of its own. */
function movable() {
  const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
  const waiting = new Map();
  const now = Date.now.bind(Date);
  let moved = 0;
  Date.now = () => now() + moved;
  globalThis.setTimeout = (call, ms = 0, ...rest) => {
    const id = setTimeout(() => { waiting.delete(id); call(...rest); }, ms);
    waiting.set(id, { due: Date.now() + ms, call: () => { clearTimeout(id); waiting.delete(id); call(...rest); } });
    return id;
  };
  globalThis.setInterval = (call, ms = 0, ...rest) => {
    const id = setInterval(call, ms, ...rest);
    waiting.set(id, { due: Date.now() + ms, call: () => { waiting.get(id).due += ms; call(...rest); } });
    return id;
  };
  globalThis.clearTimeout = id => { waiting.delete(id); clearTimeout(id); };
  globalThis.clearInterval = id => { waiting.delete(id); clearInterval(id); };
  globalThis.moveClock = ms => {
    const goal = Date.now() + ms;
    for (;;) {
      const next = [...waiting.values()].sort((a, b) => a.due - b.due)[0];
      if (!next || next.due > goal) break;
      moved = Math.max(moved, next.due - now());
      next.call();
    }
    moved = goal - now();
  };
}

export async function withMovableClock(page) {
  await page.addInitScript(movable);
  return { moveOn: ms => page.evaluate(ms => globalThis.moveClock(ms), ms) };
}
