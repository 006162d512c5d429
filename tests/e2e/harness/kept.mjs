// What the service worker keeps of the console.
import { readdirSync } from 'node:fs';
import { becomes } from './becomes.mjs';
import { dist } from './settings.mjs';

/** Until it keeps all that runs, also what pages bring with them: any page opens when nothing can be fetched. */
export async function isWhole(ui) {
  const needed = readdirSync(`${dist()}/assets`).filter(name => /\.(lz|js)$/.test(name));
  await becomes(() => ui.page.evaluate(async names => {
    const all = await Promise.all((await caches.keys()).map(async name => (await caches.open(name)).keys()));
    const kept = all.flat().map(({ url }) => url.split('/').pop());
    return names.filter(name => !kept.includes(name));
  }, needed), missing => missing.length === 0, 'all that runs is kept');
}
