// The service worker: keeps one complete build of the console, gives pages of that build and no
// other, and lets WebAssembly run under gateways whose policy was written before it was needed.
// It never touches the gateway's own answers (API, avatars, configuration, canvas) and never
// makes a page reload by itself.
//
// The build puts its id in the place of BUILD, and [path, integrity] pairs of what a first load
// needs in the place of FILES, of what pages need later in the place of LATER. So this file has other
// bytes for every build, which is how the browser finds out that there is a new one.
//
// How builds change. A new worker installs its whole build beside the running one and then waits.
// The running worker goes on answering navigations with its own page, so a page and its files are
// always of one build. An operator who accepts sends {type: "adopt"}; the running worker passes
// that on, the new one takes over and tells that one page {type: "adopted"}, which reloads. Other
// tabs keep running: the names of files carry hashes, and the build before the active one is kept
// for what they still fetch. If nobody accepts, the browser itself lets the new worker in when the
// last tab is closed. There is no skipWaiting at install: a page would get its late files from a
// build it does not belong to.

const scope = new URL(self.registration.scope).pathname;
const prefix = `quarterdeck:${scope}:`;
const mine = prefix + BUILD;
const page = new URL(scope, self.location).href;
const mark = new URL("assets/activated", page).href;
const file = ([path, integrity]) => ({ address: new URL(path, page).href, integrity });
const files = FILES.map(file);
const later = LATER.map(file);
const PATIENCE_MS = 2000;
let adopter = null;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => event.waitUntil(hear(event)));
self.addEventListener("notificationclick", (event) => event.waitUntil(comeBack(event.notification)));
self.addEventListener("push", (event) => event.waitUntil(show(event.data)));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAgain(event)));
self.addEventListener("fetch", (event) => {
  const answer = route(event);
  if (answer) event.respondWith(answer);
});

async function install() {
  const cache = await caches.open(mine);
  await Promise.all(files.map((file) => keep(cache, file)));
  await keepPage(cache);
  // On a first visit there is nobody to tell, and nobody to wait for.
  if (self.registration.active) await tell({ type: "update-ready", build: BUILD });
}

/** What pages bring with them, for a visit without a gateway. The next visit goes on where this ends. */
async function stock() {
  const cache = await caches.open(mine);
  try {
    // One after another: whoever works now comes first.
    for (const file of later) await keep(cache, file);
  } catch {
    // The gateway has gone, or there is no room. What is kept is kept.
  }
}

async function keep(cache, { address, integrity }) {
  if (await cache.match(address)) return;
  // The page has often fetched it a moment ago; a hashed name makes that copy as good as new.
  const stored = integrity && (await fetch(address, { integrity, cache: "force-cache" }).catch(() => null));
  const answer = stored?.ok ? stored : await fetch(address, { integrity, cache: "reload" });
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  await cache.put(address, answer);
}

async function keepPage(cache) {
  const answer = await fetch(page, { cache: "no-cache" });
  const html = await answer.clone().text();
  const build = buildOf(html);
  // In the middle of a copy onto the server: the browser tries again on the next visit.
  if (build && build !== BUILD) throw new Error(`the page is of build ${build}, not ${BUILD}`);
  // A login page or a redirect is no page of ours; a later navigation brings it.
  if (build && answer.ok && !answer.redirected) await cache.put(page, relaxed(answer, html));
}

async function activate() {
  // Only a build that was active once can have pages: one that was overtaken while it waited has
  // none. caches.keys() lists in the order of creation, so the last of them is the one before.
  const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== mine);
  const lived = await Promise.all(others.map(async (name) => (await caches.open(name)).match(mark)));
  const before = others.findLast((_, index) => lived[index]);
  await Promise.all(others.filter((name) => name !== before).map((name) => caches.delete(name)));
  await (await caches.open(mine)).put(mark, new Response(BUILD));
  await self.clients.claim();
  if (adopter) (await self.clients.get(adopter))?.postMessage({ type: "adopted", build: BUILD });
}

async function hear({ data, source }) {
  const waiting = self.registration.waiting;
  if (data?.type === "status") {
    source?.postMessage({ type: "status", build: BUILD, waiting: Boolean(waiting) });
  } else if (data?.type === "who") {
    // A tab puts its name on what it shows, so that a press leads back to it and not to another.
    source?.postMessage({ type: "you", client: source.id });
  } else if (data?.type === "stock") {
    await stock();
  } else if (data?.type === "adopt" && waiting) {
    waiting.postMessage({ type: "take-over", client: source?.id });
  } else if (data?.type === "adopt") {
    // Adopted already, from another tab: this page only has to reload.
    source?.postMessage({ type: "adopted", build: BUILD });
  } else if (data?.type === "take-over") {
    adopter = data.client;
    await self.skipWaiting();
  }
}

function route(event) {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return null;
  if (!address.pathname.startsWith(scope) || isGateways(address.pathname)) return null;
  if (request.mode === "navigate") return navigate(event);
  if (address.pathname.startsWith(`${scope}assets/`)) return asset(request);
  if (files.some((file) => file.address === address.href)) return asset(request);
  return null;
}

/** The gateway's own paths below a base path, and at the root. */
function isGateways(pathname) {
  const path = `/${pathname.slice(scope.length)}`;
  return /^\/(api|rpc|plugins|avatar|__[^/]*|v1|hooks|tools|control-ui-config\.json)(\/|$)/.test(path);
}

async function asset(request) {
  const own = await caches.open(mine);
  const kept = (await own.match(request.url)) ?? (await fromEarlierBuild(request.url));
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && answer.type === "basic") await own.put(request.url, answer.clone());
  return answer;
}

async function fromEarlierBuild(address) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(prefix)) continue;
    const kept = await (await caches.open(name)).match(address);
    if (kept) return kept;
  }
  return undefined;
}

async function navigate(event) {
  const cache = await caches.open(mine);
  const answer = await fromNetwork(event.request);
  // Unreachable, or a proxy speaking for a gateway that is down: the console can wait for it.
  if (!answer || answer.status >= 500) return (await cache.match(page)) ?? answer ?? Response.error();
  if (!isPage(answer)) return answer;

  const html = await answer.clone().text();
  const build = buildOf(html);
  if (!build) return answer; // Not our page: its policy is its own business.
  if (build === BUILD) {
    const ready = relaxed(answer, html);
    event.waitUntil(cache.put(page, ready.clone()));
    return ready;
  }
  event.waitUntil(self.registration.update().catch(() => {}));
  // The page of our build, if all of it is still here; the browser may have made room.
  const own = await cache.match(page);
  return own && (await isComplete(cache)) ? own : relaxed(answer, html);
}

/** The gateway's page, or `null` if it cannot be had within a time one is willing to look at nothing. */
async function fromNetwork(request) {
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  return Promise.race([fetch(request).catch(() => null), patience]);
}

function isPage(answer) {
  return answer.ok && !answer.redirected && (answer.headers.get("content-type") ?? "").includes("text/html");
}

async function isComplete(cache) {
  const kept = new Set((await cache.keys()).map((request) => request.url));
  return files.every((file) => kept.has(file.address));
}

function buildOf(html) {
  return html.match(/<meta name="app"[^>]*\sdata-build="([^"]+)"/)?.[1] ?? null;
}

/** The same page with the same headers, but for one word: 'wasm-unsafe-eval' for scripts. */
function relaxed(answer, html) {
  const headers = new Headers(answer.headers);
  const policy = headers.get("content-security-policy");
  if (policy) headers.set("content-security-policy", allowWasm(policy));
  // The body is unpacked by now, and as long as it is.
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(html, { status: answer.status, statusText: answer.statusText, headers });
}

// WebAssembly is governed by script-src, or by default-src where there is none. Several policies
// come joined by commas, and all of them must allow.
function allowWasm(policies) {
  return policies.split(",").map(allowWasmIn).join(",");
}

function allowWasmIn(policy) {
  const directives = policy.split(";").map((one) => one.trim()).filter(Boolean);
  const named = (name) => directives.findIndex((one) => one.toLowerCase().split(/\s+/)[0] === name);
  const scripts = named("script-src");
  const at = scripts >= 0 ? scripts : named("default-src");
  if (at < 0) return policy;
  const sources = directives[at].split(/\s+/).slice(1);
  if (sources.includes("'wasm-unsafe-eval'") || sources.includes("'unsafe-eval'")) return policy;
  const allowed = [...sources.filter((source) => source !== "'none'"), "'wasm-unsafe-eval'"].join(" ");
  if (scripts >= 0) directives[at] = `script-src ${allowed}`;
  else directives.push(`script-src ${allowed}`);
  return directives.join("; ");
}

async function tell(message) {
  const clients = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  for (const client of clients) if (client.url.startsWith(page)) client.postMessage(message);
}

/** A press on a notification leads to what it tells of: in the tab that showed it, in another, or in a new one. */
async function comeBack(notification) {
  notification.close();
  const { path, client } = notification.data ?? {};
  const way = isWay(path) ? path : "";
  const clients = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  const ours = clients.filter((one) => one.url.startsWith(page));
  const tab = ours.find((one) => one.id === client) ?? ours.find((one) => one.focused) ?? ours[0];
  if (!tab) return self.clients.openWindow(page + way);
  if (way) tab.postMessage({ type: "go", path: way });
  return tab.focus().catch(() => {}); // The browser may not let it.
}

/** One segment below the scope, and a query: nothing that could lead elsewhere. The page looks again. */
function isWay(path) {
  return typeof path === "string" && /^[a-z]+(\?[\w=&%.~-]*)?$/.test(path);
}

/** What a gateway pushes; `src/protocol/push.rs` says how it looks. Something has to be shown. */
async function show(data) {
  const text = (value) => (typeof value === "string" ? value.slice(0, 500) : "");
  let told;
  try {
    told = data.json() ?? {};
  } catch {
    told = { body: data?.text() };
  }
  const options = { body: text(told.body), tag: text(told.tag) || "quarterdeck", data: { path: wayOf(text(told.url)) } };
  await self.registration.showNotification(text(told.title) || "OpenClaw", options);
}

/** The gateway names the pages of its own console: ours for the same thing, or none. */
function wayOf(url) {
  const [, first, rest, query] = url.match(/^([a-z]+)(?:\/([^?#]*))?(\?[^#]*)?(?:#.*)?$/) ?? [];
  const job = new URLSearchParams(query).get("job");
  try {
    if (first === "approve" && rest) return `approvals?ask=${encode(decodeURIComponent(rest))}`;
    if (first === "automations") return job ? `cron?job=${encode(job)}` : "cron";
    if (first === "chat" && rest) return `chat?session=${encode(keyOf(rest))}`;
    return first === "sessions" ? first : "";
  } catch {
    return "";
  }
}

/** `main/telegram/7` is the session `agent:main:telegram:7`, `main` that agent's main one. */
function keyOf(rest) {
  const dots = { "~dot": ".", "~dotdot": ".." };
  const [agent, ...others] = rest.split("/").filter((part) => part !== "~key")
    .map((part) => dots[part] ?? decodeURIComponent(part.replace(/^~~/, "~")));
  return ["agent", agent, ...(others.length ? others : ["main"])].join(":");
}

/** As the page writes it: also what encodeURIComponent leaves. */
function encode(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The browser has ended the subscription. The next open console hands the new one to the gateway. */
async function subscribeAgain({ oldSubscription, newSubscription }) {
  if (newSubscription || !oldSubscription) return;
  const { applicationServerKey } = oldSubscription.options;
  await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }).catch(() => {});
}
