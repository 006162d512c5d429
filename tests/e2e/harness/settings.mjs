// Where the journeys find the console, the gateways and the browser. Everything comes from the environment
// that `cargo xtask test` and `cargo xtask bench` prepare; nothing is downloaded here.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const cacheHome = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');

export const TOKEN = 'example-token';
export const cache = process.env.QUARTERDECK_CACHE || path.join(cacheHome, 'quarterdeck');
export const chrome = process.env.QUARTERDECK_CHROME || '/usr/bin/chromium';
/** The browser with all its parts; that of the journeys may be the small one, which installs no apps. */
export const wholeChrome = process.env.QUARTERDECK_WHOLE_CHROME || chrome;
/** The first of the ports that real gateways take. Each takes a block of twenty. */
export const firstPort = Number(process.env.QUARTERDECK_E2E_PORT || 18840);

function need(variable, what) {
  const value = process.env[variable];
  if (!value || !fs.existsSync(value)) throw new Error(`${what} is missing: run the journeys with \`cargo xtask test\` (${variable}).`);
  return path.resolve(value);
}

export const dist = () => need('QUARTERDECK_DIST', 'The built console');
export const demoGatewayBinary = () => need('QUARTERDECK_DEMO_GATEWAY', 'The demo gateway');

export function openclaw(version) {
  const node = path.join(cache, 'gateways/node/node_modules/node/bin/node');
  const main = path.join(cache, 'gateways', version, 'node_modules/openclaw/openclaw.mjs');
  for (const file of [node, main]) {
    if (!fs.existsSync(file)) throw new Error(`OpenClaw ${version} is not installed (${file}): \`cargo xtask test\` installs it.`);
  }
  return { node, main };
}
