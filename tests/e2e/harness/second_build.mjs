// A later build of the console without building: the same files under other names, so that a page that mixes two
// builds asks for a file that is not there. It stands in a folder that a gateway serves, and replaces the first at once.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A folder with the build in it that can be changed while it is being served. */
export function servedCopy(dist) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-dist-'));
  fs.cpSync(dist, folder, { recursive: true });
  return { folder, replace: () => replaceBuild(folder), remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

export const buildOf = html => /<meta name="app"[^>]*\sdata-build="([^"]+)"/.exec(html)?.[1];

function replaceBuild(folder) {
  const texts = ['index.html', 'sw.js'].map(name => ({ file: path.join(folder, name), text: fs.readFileSync(path.join(folder, name), 'utf8') }));
  const build = buildOf(texts[0].text);
  const other = [...build].reverse().join('');
  const renamed = [[build, other]];
  const assets = path.join(folder, 'assets');
  const scripts = fs.readdirSync(assets).filter(name => name.endsWith('.js')).map(name => fs.readFileSync(path.join(assets, name), 'utf8'));
  for (const name of fs.readdirSync(assets)) {
    const [hash] = /(?<=-)[0-9a-f]{8,}(?=\.)/.exec(name) ?? [];
    // What comes later is named in scripts, whose content their integrity holds: it stays.
    if (!hash || !texts.some(({ text }) => text.includes(name)) || scripts.some(script => script.includes(name))) continue;
    const moved = name.replace(hash, [...hash].reverse().join(''));
    renamed.push([name, moved]);
    fs.renameSync(path.join(assets, name), path.join(assets, moved));
  }
  // Longest first: one name may be the beginning of another.
  renamed.sort(([a], [b]) => b.length - a.length);
  for (const { file, text } of texts) {
    fs.writeFileSync(file, renamed.reduce((changed, [from, to]) => changed.replaceAll(from, to), text));
    // A gateway answers by the time of the last change, in whole seconds.
    const later = new Date(Date.now() + 5000);
    fs.utimesSync(file, later, later);
  }
  return other;
}
