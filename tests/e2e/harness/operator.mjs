// A second operator: speaks the gateway's own frames without the console, to make scenes and to ask what is true.
import crypto from 'node:crypto';
import { WebSocket } from 'ws';
import { TOKEN } from './settings.mjs';

const SCOPES = ['operator.admin', 'operator.read', 'operator.write', 'operator.approvals', 'operator.pairing'];
const base64url = bytes => Buffer.from(bytes).toString('base64url');

function signed(challenge, keys, client, scopes, token) {
  const raw = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const id = crypto.createHash('sha256').update(raw).digest('hex');
  const signedAt = challenge.ts ?? Date.now();
  const text = ['v2', id, client.id, client.mode, 'operator', scopes.join(','), signedAt, token, challenge.nonce].join('|');
  return { id, publicKey: base64url(raw), signature: base64url(crypto.sign(null, Buffer.from(text), keys.privateKey)), signedAt, nonce: challenge.nonce };
}

/** Connects and answers once `hello-ok` is there. `events` keeps what arrives; `next` waits for the first that fits. */
export function connectOperator(url, { token = TOKEN, scopes = SCOPES, keys = crypto.generateKeyPairSync('ed25519'), headers = {} } = {}) {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers, maxPayload: 2 ** 28 });
  // The id `cli` is taken from anyone by every version; a console's id is checked against the served build.
  const client = { id: 'cli', mode: 'cli', version: '0.1.0', platform: 'linux', instanceId: crypto.randomUUID() };
  const waiting = new Map();
  const watchers = new Set();
  const events = [];
  let asked = 0;
  const call = (method, params = {}) => new Promise((resolve, reject) => {
    const id = `o${++asked}`;
    if (socket.readyState !== WebSocket.OPEN) return reject(new Error('The operator\'s connection is gone.'));
    waiting.set(id, { resolve, reject });
    socket.send(JSON.stringify({ type: 'req', id, method, params }));
  });
  const next = fits => new Promise((resolve, reject) => {
    const known = events.find(fits);
    if (known) return resolve(known);
    watchers.add({ fits, resolve, reject });
  });
  const operator = {
    call, next, events,
    /** Says something in a session and waits until the run has ended. */
    async say(sessionKey, message) {
      const runId = crypto.randomUUID();
      await call('chat.send', { sessionKey, message, idempotencyKey: runId });
      const { payload } = await next(({ event, payload }) => event === 'chat' && payload.runId === runId && payload.state !== 'delta' && payload.state !== 'status');
      return payload;
    },
    /** The gateway's own transcript, with whole texts: all but the earliest cut them unasked. */
    async history(sessionKey, limit = 1000) {
      const whole = operator.hello.features.methods.includes('sessions.messages.subscribe') ? { maxChars: 500_000 } : {};
      return (await call('chat.history', { sessionKey, limit, ...whole })).messages ?? [];
    },
    /** The connection has ended, whoever ended it. */
    isGone: () => socket.readyState === WebSocket.CLOSED,
    close: () => socket.close(),
  };
  return new Promise((resolve, reject) => {
    const lost = error => {
      for (const { reject } of [...waiting.values(), ...watchers]) reject(error);
      waiting.clear();
      watchers.clear();
      reject(error);
    };
    socket.on('error', lost);
    socket.on('close', (code, reason) => lost(new Error(`The gateway closed the operator's connection: ${code} ${reason}`)));
    socket.on('message', data => {
      const frame = JSON.parse(data);
      if (frame.type === 'res') {
        const waiter = waiting.get(frame.id);
        waiting.delete(frame.id);
        if (frame.ok) waiter?.resolve(frame.payload);
        else waiter?.reject(Object.assign(new Error(frame.error?.message), { error: frame.error }));
      } else if (frame.event === 'connect.challenge') {
        call('connect', { minProtocol: 3, maxProtocol: 4, client, role: 'operator', scopes, caps: ['tool-events'], auth: { token },
          device: signed(frame.payload, keys, client, scopes, token) }).then(hello => resolve(Object.assign(operator, { hello })), reject);
      } else {
        events.push(frame);
        for (const watcher of watchers) if (watcher.fits(frame)) { watchers.delete(watcher); watcher.resolve(frame); }
      }
    });
  });
}

/** Fills a session with Markdown messages, quickly and without a model. */
export async function writeHistory(operator, sessionKey, count) {
  await operator.say(sessionKey, 'hello');
  for (let i = 0; i < count; i++) await operator.call('chat.inject', { sessionKey, message: markdownMessage(i) });
}

export const messageName = i => `msg-${String(i).padStart(4, '0')}`;

export const markdownMessage = i => `${messageName(i)}: lorem **ipsum** dolor sit amet, [link](https://example.com/${i}) and \`inline code\`.

- first point ${i}
- second point

\`\`\`rust
fn f${i}(x: u32) -> u32 {
    // comment
    x.wrapping_mul(${i}) + 7
}
\`\`\`

| k | v |
|---|---|
| a | ${i} |
| b | ${i * 2} |
`;
