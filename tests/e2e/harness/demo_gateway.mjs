// The demo gateway of one journey file: serves the built console, takes orders for faults, tells what is true.
import { start, says, stop } from './children.mjs';
import { becomes } from './becomes.mjs';
import { connectOperator } from './operator.mjs';
import { TOKEN, demoGatewayBinary, dist as builtConsole } from './settings.mjs';

/** `base`: path of the console. `profile`: whose headers and frames. `more`: further command line words. */
export async function startDemoGateway({ base = '/', profile = '2026.9.6', dialect = 'gateway', more = [], dist = builtConsole() } = {}) {
  const args = ['--port', '0', '--dist', dist, '--base', base, '--profile', profile, '--dialect', dialect, '--token', TOKEN, '--still', '--quiet', ...more];
  const running = start(demoGatewayBinary(), args);
  const [, url] = await says(running, /listening on (http:\S+)/);
  const { origin } = new URL(url);
  const ask = async (path, options) => {
    const answer = await fetch(`${origin}${path}`, options);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The demo gateway refuses ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  };
  const gateway = {
    profile, dialect, url, origin,
    order: (order, details = {}) => ask('/__demo/orders', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ order, ...details }) }),
    /** What the gateway itself holds, for the whole or for one session. */
    state: session => ask(`/__demo/state${session ? `?session=${encodeURIComponent(session)}` : ''}`),
    reset: () => gateway.order('reset'),
    /** The transcript of a session as the gateway holds it. */
    history: async session => (await gateway.state(session)).messages,
    /** Waits until no run is going on in the session. */
    isIdle: session => becomes(() => gateway.state(session), state => !state.activeRun && !state.waiting, `the run in ${session} has ended`),
    /** Puts words into the agent's mouth, as another operator may. */
    async inject(session, message) {
      const operator = await connectOperator(origin);
      await operator.say(session, 'hello');
      await operator.call('chat.inject', { sessionKey: session, message });
      operator.close();
    },
    close: () => stop(running),
    get printed() { return running.printed; },
  };
  return gateway;
}
