// A real OpenClaw gateway of a given version, on loopback, with a state folder of its own and the scripted model.
// It never sees the operator's own configuration, and nothing of it stays behind.
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { becomes } from './becomes.mjs';
import { start, says, stop } from './children.mjs';
import { connectOperator } from './operator.mjs';
import { startModel } from './scripted_model.mjs';
import { TOKEN, cache, firstPort, openclaw } from './settings.mjs';

const BLOCK = 20;
/** So many gateways at most run at once: three files of journeys with five each, and room. */
const BLOCKS = 24;
// 2026.2 is ready when it listens; later versions listen first and say `ready` when they answer, 2026.9.6 not where a channel fails at its start.
const READY = /\[gateway\] (?:listening on ws|ready\b|startup outcomes)/;

/** Claims a block of ports for this process: the last one is held open for as long as the gateway lives. */
async function claimPorts() {
  for (let port = firstPort; port < firstPort + BLOCKS * BLOCK; port += BLOCK) {
    const claim = net.createServer();
    const free = await new Promise(done => claim.once('error', () => done(false)).listen(port + BLOCK - 1, '127.0.0.1', () => done(true)));
    claim.unref();
    if (free) return { port, release: () => claim.close() };
  }
  throw new Error(`No free ports for a real gateway between ${firstPort} and ${firstPort + BLOCKS * BLOCK} (QUARTERDECK_E2E_PORT chooses others).`);
}

function writeConfig(state, port, modelPort, { uiRoot, uiBase, config = {}, heartbeat = '0m' }) {
  const controlUi = { ...(uiRoot && { root: uiRoot }), ...(uiBase && { basePath: uiBase }) };
  const script = { id: 'script-1', name: 'Script One', reasoning: true, input: ['text', 'image'], contextWindow: 128_000, maxTokens: 8192,
    cost: { input: 1, output: 2, cacheRead: 0.1, cacheWrite: 0.2 } };
  const { cost: _, ...unpriced } = { ...script, id: 'script-unpriced', name: 'Script Unpriced' };
  fs.writeFileSync(path.join(state, 'openclaw.json'), JSON.stringify({
    ...config,
    gateway: { mode: 'local', port, bind: 'loopback', auth: { mode: 'token', token: TOKEN }, trustedProxies: ['127.0.0.1'], ...(Object.keys(controlUi).length && { controlUi }) },
    models: { mode: 'merge', providers: { script: { baseUrl: `http://127.0.0.1:${modelPort}/v1`, apiKey: 'example-key', api: 'openai-completions', models: [script, unpriced] } } },
    agents: { defaults: { workspace: path.join(state, 'workspace'), model: { primary: 'script/script-1' }, heartbeat: { every: heartbeat } } },
  }, null, 2));
}

/** `uiRoot`: the folder to serve instead of the gateway's own console. `uiBase`: the path it is served under. `channels`: lets those in `config` start. */
export async function startRealGateway(version, { uiRoot, uiBase = '', config, heartbeat, channels = false } = {}) {
  const { node, main } = openclaw(version);
  const model = await startModel();
  const { port, release } = await claimPorts();
  const state = fs.mkdtempSync(path.join(os.tmpdir(), `openclaw-${version}-`));
  fs.mkdirSync(path.join(state, 'workspace'));
  writeConfig(state, port, model.port, { uiRoot, uiBase, config, heartbeat });
  const env = {
    PATH: `${path.dirname(node)}:${process.env.PATH}`, HOME: state, NO_COLOR: '1', TMPDIR: os.tmpdir(),
    // Compiled once for all journeys: a gateway is many megabytes of JavaScript.
    NODE_COMPILE_CACHE: path.join(cache, 'gateways/compiled'),
    // Parts that take long to start and have no part in this.
    OPENCLAW_DISABLE_BONJOUR: '1', ...(!channels && { OPENCLAW_SKIP_CHANNELS: '1' }), OPENCLAW_SKIP_BROWSER_CONTROL_SERVER: '1', OPENCLAW_SKIP_ACPX_RUNTIME: '1',
    OPENCLAW_SKIP_GMAIL_WATCHER: '1', OPENCLAW_NO_AUTO_UPDATE: '1', OPENCLAW_NO_RESPAWN: '1',
    OPENCLAW_STATE_DIR: state, OPENCLAW_CONFIG_PATH: path.join(state, 'openclaw.json'),
  };
  let running, stopping = false;
  const run = () => {
    const it = start(node, [main, 'gateway', 'run', '--port', String(port)], { env, cwd: state });
    // A gateway that cannot start anew within itself ends and counts on what has started it.
    it.ended.then(() => { if (!stopping && it === running && it.printed.includes('shutdown timed out')) running = run(); });
    return it;
  };
  const gateway = {
    version, port, state,
    origin: `http://127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}${uiBase}/`,
    socket: `ws://127.0.0.1:${port}`,
    get printed() { return running.printed; },
    async start() {
      stopping = false;
      running = run();
      await says(running, READY, 120_000);
      const operator = await gateway.operator();
      operator.close();
    },
    /** A second operator, let in as soon as the gateway has time for a handshake. */
    operator: () => letIn(gateway.socket, () => running.printed.slice(-3000)),
    /** Does something that writes the configuration. The earliest version starts anew after every such write, a moment later: this waits it out. */
    async settles(write) {
      const early = version === '2026.2.6-3' && await gateway.operator();
      await write();
      if (!early) return;
      await becomes(early.isGone, Boolean, 'the gateway starts anew');
      (await gateway.operator()).close();
    },
    async stop(graceMs) {
      stopping = true;
      await stop(running, graceMs);
    },
    /** Stops and starts on the same state; `changes` replace options such as `uiRoot`. */
    async restart(changes, graceMs) {
      await gateway.stop(graceMs);
      if (changes) writeConfig(state, port, model.port, { uiRoot, uiBase, config, heartbeat, ...changes });
      await gateway.start();
    },
    async close() {
      await gateway.stop();
      model.close();
      release();
      fs.rmSync(state, { recursive: true, force: true, maxRetries: 20 });
    },
  };
  await gateway.start();
  return gateway;
}

/** Some versions announce themselves and then think for many seconds: knock until a handshake has gone through. */
async function letIn(socket, printed) {
  let last;
  for (let knocks = 0; knocks < 480; knocks++) {
    try {
      return await connectOperator(socket);
    } catch (error) { last = error; }
    await new Promise(done => setTimeout(done, 250));
  }
  throw new Error(`The gateway lets nobody in: ${last.message}\n${printed()}`);
}
