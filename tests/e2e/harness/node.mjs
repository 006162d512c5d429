// A machine that lends its commands: connects with role `node` and answers what it is asked.
import crypto from 'node:crypto';
import { WebSocket } from 'ws';
import { TOKEN } from './settings.mjs';

const base64url = bytes => Buffer.from(bytes).toString('base64url');
const CLIENT = { id: 'node-host', mode: 'node', version: '0.1.0', platform: 'linux', deviceFamily: 'Linux' };

/** A node with keys of its own. `knock` connects once; `answer(command, params)` gives a payload, or throws `{ code, message }`. */
export function makeNode(url, { name = 'Workshop Pi', caps = ['camera', 'system'], commands = ['system.run', 'system.which'], answer = () => ({ stdout: 'hi\n', exitCode: 0 }) } = {}) {
  const keys = crypto.generateKeyPairSync('ed25519');
  const raw = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const id = crypto.createHash('sha256').update(raw).digest('hex');
  const client = { ...CLIENT, displayName: name, instanceId: crypto.randomUUID() };
  const invocations = [];
  let socket, left = false;

  const knock = () => new Promise((resolve, reject) => {
    socket = new WebSocket(url.replace(/^http/, 'ws'));
    const here = socket;
    let asked = 0;
    const waiting = new Map();
    const call = (method, params) => new Promise((resolve, reject) => {
      waiting.set(`n${++asked}`, { resolve, reject });
      here.send(JSON.stringify({ type: 'req', id: `n${asked}`, method, params }));
    });
    const connect = challenge => {
      const signedAt = challenge.ts ?? Date.now();
      const text = ['v2', id, client.id, client.mode, 'node', '', signedAt, TOKEN, challenge.nonce].join('|');
      const device = { id, publicKey: base64url(raw), signature: base64url(crypto.sign(null, Buffer.from(text), keys.privateKey)), signedAt, nonce: challenge.nonce };
      return call('connect', { minProtocol: 3, maxProtocol: 4, client, role: 'node', scopes: [], caps, commands, auth: { token: TOKEN }, device });
    };
    const invoked = async ({ id: invocation, command, paramsJSON, idempotencyKey }) => {
      const params = paramsJSON ? JSON.parse(paramsJSON) : null;
      invocations.push({ command, params, idempotencyKey });
      let outcome;
      try { outcome = { ok: true, payload: await answer(command, params) }; } catch (error) { outcome = { ok: false, error: { code: error.code, message: error.message } }; }
      await call('node.invoke.result', { id: invocation, nodeId: id, ...outcome });
    };
    here.on('error', reject);
    here.on('close', (code, reason) => {
      const error = new Error(`The gateway closed the node's connection: ${code} ${reason}`);
      for (const { reject } of waiting.values()) reject(error);
      reject(error);
    });
    here.on('message', data => {
      const frame = JSON.parse(data);
      if (frame.type === 'res') {
        const waiter = waiting.get(frame.id);
        waiting.delete(frame.id);
        if (frame.ok) waiter?.resolve(frame.payload);
        else waiter?.reject(Object.assign(new Error(frame.error?.message), { error: frame.error }));
      } else if (frame.event === 'connect.challenge') connect(frame.payload).then(resolve, reject);
      // The connection may end while an answer is on its way.
      else if (frame.event === 'node.invoke.request') invoked(frame.payload).catch(() => {});
    });
  });

  return {
    id, name, invocations, knock,
    /** Connects as soon as it is let in, as node hosts do. */
    async come() {
      for (left = false; !left;) {
        try { return await knock(); } catch { await new Promise(done => setTimeout(done, 300)); }
      }
    },
    leave() { left = true; socket?.close(); },
  };
}
