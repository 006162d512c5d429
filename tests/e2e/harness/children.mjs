// Child processes of a journey: started, waited for by what they print, stopped with all they have started themselves.
import { spawn } from 'node:child_process';

const living = new Set();
process.on('exit', () => { for (const child of living) signal(child, 'SIGKILL'); });
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => process.exit(1));

/** Each program leads a group of its own, so that nothing it has started stays behind. */
function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Starts a program. `printed` holds the end of what it has said so far, for the reader of a failure. */
export function start(program, args, options = {}) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, ...options });
  // `exit` and not `close`: what it started may hold its output open.
  const running = { child, printed: '', ended: new Promise(done => { child.on('exit', done); child.on('error', done); }) };
  living.add(child);
  child.on('exit', () => { living.delete(child); signal(child, 'SIGKILL'); });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', text => { running.printed = (running.printed + text).slice(-20_000); });
  }
  return running;
}

/** The first match of `pattern` in what the program prints; a clear failure when it ends or takes too long. */
export function says(running, pattern, withinMs = 60_000) {
  return new Promise((resolve, reject) => {
    const { child } = running;
    const done = (settle, value) => {
      clearTimeout(limit);
      for (const stream of [child.stdout, child.stderr]) stream.off('data', look);
      child.off('exit', ended);
      settle(value);
    };
    const fail = why => done(reject, new Error(`${child.spawnargs.slice(0, 3).join(' ')} ${why}:\n${running.printed.slice(-3000)}`));
    const look = () => { const found = pattern.exec(running.printed); if (found) done(resolve, found); };
    const ended = code => fail(`ended (${code}) before it was ready`);
    const limit = setTimeout(() => fail(`did not say ${pattern} within ${withinMs} ms`), withinMs);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', look);
    child.on('exit', ended);
    child.on('error', error => fail(error.message));
    look();
  });
}

/** Asks the program to end, and makes sure of it. */
export async function stop(running, graceMs = 8_000) {
  const { child } = running;
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const limit = setTimeout(signal, graceMs, child, 'SIGKILL');
  await running.ended;
  clearTimeout(limit);
}
