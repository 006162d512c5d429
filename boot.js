// The only script index.html starts the console with. It finds the base path, makes sure that
// WebAssembly may run, unpacks the module and starts it. It knows nothing of the gateway's
// protocol, and it never sends anything anywhere.
import { unpack } from "./unpack.js";

const app = document.querySelector('meta[name="app"]').dataset;
const page = document.documentElement;
// This file is served as <base>assets/boot-<hash>.js, wherever the gateway mounts it.
const base = new URL("..", import.meta.url);
page.dataset.base = base.pathname;

// The console imports later parts through this: a module of Rust's would have to make its own
// import() with eval, which gateways forbid.
globalThis.quarterdeckImport = (address) => import(address);

// The console's modules that come later ask for themselves through this.
globalThis.quarterdeckPart = part;

// What need not be there at once waits for this.
globalThis.quarterdeckLeisure = leisure;

/** Files that hold several parts, by path: each a promise of its bytes. */
const crumbs = new Map();

/** Parts of the first page and of what lies over all pages bring no styles of their own. */
const OF_A_PAGE = /\/split_(?!attend|extras|messages)/;

let stylesOfPages;

const GUARD = "quarterdeck.boot.reloaded";

class Problem extends Error {
  constructor(word, cause) {
    super(word, { cause });
    this.word = word;
  }
}

start().catch(tell);

async function start() {
  if (typeof WebAssembly !== "object") throw new Problem("no_wasm");
  if (!mayCompile()) return askWorker();
  forget();
  const [glue, module] = await Promise.all([importGlue(), loadModule(), loadStyles()]);
  try {
    await glue.default({ module_or_path: module });
  } catch (cause) {
    throw new Problem("failed", cause);
  }
  await leisure();
  if (app.worker === "always") register().then(lookForUpdates, () => {}); // A convenience here.
}

/** When the page has nothing better to do. */
function leisure() {
  if (!globalThis.requestIdleCallback) return new Promise((resolve) => setTimeout(resolve, 300));
  return new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2000 }));
}

/** A console that is left open for days hears of a new build when someone comes back to it. */
function lookForUpdates(registration) {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => {});
  });
}

/** Asks with the smallest module there is: a policy without 'wasm-unsafe-eval' throws. */
function mayCompile() {
  try {
    new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
    return true;
  } catch {
    return false;
  }
}

// Gateways from 2026.2.17 to 2026.7 forbid WebAssembly by a policy that was written before anyone
// needed it. The service worker answers the next navigation with the gateway's own page and that
// one word added. It only gets hold of a page when the page is loaded again, hence one reload,
// and a mark so that it stays one.
async function askWorker() {
  if (!isSecureContext) throw new Problem("insecure");
  if (!navigator.serviceWorker) throw new Problem("no_worker");
  const seen = recall();
  if (seen) {
    forget();
    throw new Problem("still_refused");
  }
  let registration;
  try {
    registration = await register();
    await activated(registration);
  } catch (cause) {
    throw new Problem(cause.name === "SecurityError" ? "no_worker" : "worker_failed", cause);
  }
  // Without a mark the page could reload for ever; without storage there is none.
  if (!remember()) throw new Problem("no_worker");
  location.reload();
}

function register() {
  if (!navigator.serviceWorker) return Promise.reject(new Error("no service worker"));
  return navigator.serviceWorker.register(new URL("sw.js", base), { scope: base.pathname });
}

function activated(registration) {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("the service worker was not installed"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

async function importGlue() {
  const address = new URL(app.js, base);
  try {
    return await import(address);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw new Problem("failed", cause);
    // The page preloads the glue with its integrity; import() only says that it failed.
    throw await explain(address, app.jsIntegrity, cause);
  }
}

// Gateways serve this folder uncompressed, and until 2026.8 without the type that streaming
// compilation asks for: the page unpacks the small form itself and says what it is.
async function loadModule() {
  if (app.packed) return unpacked(app.packed, app.packedIntegrity);
  return typed((await load(new URL(app.wasm, base), app.wasmIntegrity)).body);
}

/** `from` and `to`: where the part stands in a file of several. */
async function part(path, integrity, from, to) {
  if (to === undefined) {
    // A page is drawn with the styles of pages.
    const [module] = await Promise.all([unpacked(path, integrity), OF_A_PAGE.test(path) && pageStyles()]);
    return module;
  }
  if (!crumbs.has(path)) {
    const whole = unpacked(path, integrity).then((answer) => answer.arrayBuffer());
    // What could not be fetched is fetched again.
    whole.catch(() => crumbs.delete(path));
    crumbs.set(path, whole);
  }
  return typed((await crumbs.get(path)).slice(from, to));
}

// What was unpacked once is kept with its build, so that a second visit has nothing to unpack.
async function unpacked(path, integrity) {
  const plain = new URL(path.replace(/lz$/, "wasm"), base);
  const kept = await keptModule(plain);
  if (kept) return kept;
  const pieces = unpack(await bytes(path, integrity));
  const given = [];
  const pull = (controller) => {
    const { done, value } = pieces.next();
    if (!done) {
      given.push(value);
      return controller.enqueue(value);
    }
    controller.close();
    keep(plain, typed(new Blob(given)));
  };
  return typed(new ReadableStream({ pull }, { highWaterMark: 0 }));
}

async function keptModule(plain) {
  try {
    const kept = await caches.match(plain);
    // Fetched through the worker it comes with what the browser has compiled of it before.
    return kept && navigator.serviceWorker.controller ? await fetch(plain) : kept;
  } catch {
    return undefined; // No storage here, or no secure context.
  }
}

async function keep(plain, module) {
  await leisure();
  try {
    const cache = await caches.open(`quarterdeck:${base.pathname}:${app.build}`);
    await cache.put(plain, module);
  } catch {
    // It will be unpacked again.
  }
}

async function bytes(path, integrity) {
  return new Uint8Array(await (await load(new URL(path, base), integrity)).arrayBuffer());
}

function typed(body) {
  return new Response(body, { headers: { "content-type": "application/wasm" } });
}

async function loadStyles() {
  if (app.styles) await adopt(app.styles, app.stylesIntegrity);
}

function pageStyles() {
  stylesOfPages ??= adopt(app.pages, app.pagesIntegrity);
  // What could not be fetched is fetched again.
  stylesOfPages.catch(() => (stylesOfPages = undefined));
  return stylesOfPages;
}

// Styles that a script brings are no inline styles to a policy; a sheet in the page comes unpacked.
async function adopt(path, integrity) {
  const pieces = [...unpack(await bytes(path, integrity))];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await new Blob(pieces).text());
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

async function load(address, integrity) {
  let answer;
  try {
    // A name with a hash never changes what it means, so a stored copy needs no asking.
    answer = await fetch(address, { integrity, cache: "force-cache" });
  } catch {
    try {
      // A copy that was spoilt in the store must not lock the operator out.
      answer = await fetch(address, { integrity, cache: "reload" });
    } catch (cause) {
      throw await explain(address, integrity, cause);
    }
  }
  if (!answer.ok) throw new Problem("missing", `${answer.status} ${address}`);
  return answer;
}

/** Why a file with an integrity did not come: a browser does not say, so it is fetched without. */
async function explain(address, integrity, cause) {
  try {
    const answer = await fetch(address, { cache: "reload" });
    if (!answer.ok) return new Problem("missing", `${answer.status} ${address}`);
    return new Problem(integrity ? "integrity" : "failed", cause);
  } catch {
    return new Problem("network", cause);
  }
}

function recall() {
  try {
    return sessionStorage.getItem(GUARD) !== null;
  } catch {
    return false;
  }
}

function remember() {
  try {
    sessionStorage.setItem(GUARD, "1");
    return true;
  } catch {
    return false;
  }
}

function forget() {
  try {
    sessionStorage.removeItem(GUARD);
  } catch {
    // No storage, no mark.
  }
}

/** What says why comes only when there is something to say. */
async function tell(problem) {
  try {
    const { draw } = await import(new URL(app.problem, base));
    draw(problem, app.sheet && new URL(app.sheet, base));
  } catch {
    // Not even that can be loaded: better a bare word than nothing.
    document.body.textContent = `Quarterdeck cannot start here: ${problem.word ?? problem}. Reload to try again.`;
  }
}
