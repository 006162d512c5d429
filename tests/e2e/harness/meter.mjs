// Counts what a gateway sends, byte for byte, headers included: a plain TCP relay between browser and gateway.
// It sees what a service worker fetches as well, which the browser's own tools tell apart only with effort.
import net from 'node:net';

/** Relays a free loopback port, or the one `at` which it was before, to `port`. `read()` answers and resets `{ files, socket, paths }` (bytes, bytes, what was asked for). */
export async function startMeter(port, at = 0) {
  const open = new Set();
  const nothing = () => ({ files: 0, socket: 0, paths: [] });
  let counted = nothing();
  const server = net.createServer(browser => {
    const gateway = net.connect(port, '127.0.0.1');
    let isSocket = false;
    for (const end of [browser, gateway]) {
      open.add(end);
      end.on('close', () => { open.delete(end); browser.destroy(); gateway.destroy(); });
      end.on('error', () => end.destroy());
    }
    browser.on('data', chunk => {
      if (!isSocket) {
        const head = chunk.toString('latin1');
        if (/\r\nupgrade: websocket/i.test(head)) isSocket = true;
        const [, path] = /^[A-Z]+ (\S+) HTTP\/1/.exec(head) ?? [];
        if (path && !isSocket) counted.paths.push(path);
      }
      gateway.write(chunk);
    });
    gateway.on('data', chunk => { counted[isSocket ? 'socket' : 'files'] += chunk.length; browser.write(chunk); });
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(at, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    read() { const read = counted; counted = nothing(); return read; },
    close() { for (const end of open) end.destroy(); server.close(); },
  };
}
