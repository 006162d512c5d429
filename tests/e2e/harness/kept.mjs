// What this browser keeps: the console itself, by its service worker, and answers of gateways.
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

/** Everything kept of answers in this browser, as it lies there. */
export const answers = ui => ui.page.evaluate(() => new Promise((resolve, reject) => {
  const opening = indexedDB.open('quarterdeck-answers', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('keys');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const store = opening.result.transaction('keys').objectStore('keys');
    const [keys, texts] = [store.getAllKeys(), store.getAll()];
    store.transaction.oncomplete = () => {
      opening.result.close();
      resolve(Object.fromEntries(keys.result.map((key, index) => [key, texts.result[index]])));
    };
  };
}));

/** Until the answers of these methods are among them. */
export const isKept = (ui, methods) => becomes(() => answers(ui).then(Object.keys), keys => methods.every(method => keys.some(key => new RegExp(`text\u001f${method}`).test(key))), `${methods} are kept`);
