// What no journey may cause: an error on the console, an uncaught exception, a violated policy, a request elsewhere.
import assert from 'node:assert/strict';

/** Runs in each page before anything of its own. */
function tellViolations() {
  document.addEventListener('securitypolicyviolation', event => {
    // Asking whether WebAssembly may run is a violation where it may not; the page must ask.
    if (event.blockedURI !== 'wasm-eval') console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`);
  });
}

/** Watches a context from its first page on. `assertClean()` at the end fails with everything seen. `others`: further gateways that may be spoken to. */
export async function guard(context, origin, others = []) {
  const seen = [];
  const expected = [];
  await context.addInitScript(tellViolations);
  const elsewhere = (url, allowed = []) => {
    const { protocol, host } = new URL(url);
    return ['http:', 'https:', 'ws:', 'wss:'].includes(protocol) && ![origin, ...allowed].some(it => new URL(it).host === host);
  };
  context.on('request', request => { if (elsewhere(request.url())) seen.push(`request to ${request.url()}`); });
  context.on('weberror', error => seen.push(`uncaught: ${error.error().stack ?? error.error()}`));
  context.on('console', message => {
    if (message.type() !== 'error' && !/Content Security Policy/i.test(message.text())) return;
    if (expected.some(pattern => pattern.test(message.text()))) return;
    seen.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('page', page => page.on('websocket', socket => { if (elsewhere(socket.url(), others)) seen.push(`socket to ${socket.url()}`); }));
  return {
    /** What the browser itself will say in this journey, such as a refused socket. */
    expect: (...patterns) => expected.push(...patterns),
    assertClean: () => assert.deepEqual(seen, []),
  };
}

/** A socket that cannot be opened is reported by the browser itself; no page can prevent it. */
const SOCKET_FAILED = /WebSocket connection to .* failed|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET/;

/** While the gateway is away, parts of the page that come at leisure cannot be had either; they are fetched when it is back. */
export const GATEWAY_GONE = [SOCKET_FAILED, /Failed to load resource/, /^\w+: network\b/];
