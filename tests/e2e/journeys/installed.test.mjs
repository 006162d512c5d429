// What a browser asks of a console before it installs it, under any base path.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { becomes } from '../harness/becomes.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { TOKEN, wholeChrome } from '../harness/settings.mjs';

let profile, context, page, tools, gateway;
before(async () => {
  gateway = await startDemoGateway({ base: '/ops' });
  profile = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-profile-'));
  // A profile of its own and the whole browser: nothing is installed in private windows, and the small browser of the journeys installs nothing.
  context = await chromium.launchPersistentContext(profile, { executablePath: wholeChrome, args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  page = await context.newPage();
  tools = await context.newCDPSession(page);
  await page.goto(`${gateway.url}#token=${TOKEN}`);
  await page.getByRole('status', { name: 'Connection' }).filter({ hasText: /^\s*Connected/ }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
});
after(async () => { await context?.close(); await gateway?.close(); if (profile) fs.rmSync(profile, { recursive: true, force: true }); });

/** The address of a picture or page that the manifest names. */
const address = named => new URL(named, `${gateway.url}manifest.webmanifest`).href;
const manifest = async () => JSON.parse((await tools.send('Page.getAppManifest')).data);

test('the browser finds nothing that keeps it from being installed', async () => {
  const { errors, url } = await tools.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  assert.equal(url, address('manifest.webmanifest'));
  await becomes(async () => (await tools.send('Page.getInstallabilityErrors')).installabilityErrors, found => found.length === 0, 'nothing is missing');
});

test('each base path is an app of its own', async () => {
  const { appId } = await tools.send('Page.getAppId');
  assert.equal(appId, gateway.url);
});

test('every picture is what the manifest says of it', async () => {
  const { icons, shortcuts, screenshots } = await manifest();
  const pictures = [...icons, ...screenshots, ...shortcuts.flatMap(({ icons }) => icons)];
  assert.ok(pictures.some(({ purpose }) => purpose === 'maskable'));
  assert.deepEqual(screenshots.map(it => it.form_factor).toSorted(), ['narrow', 'wide']);
  for (const { src, sizes, type } of pictures) {
    const found = await page.evaluate(async ([href, type]) => {
      const answer = await fetch(href);
      const blob = await answer.blob();
      if (type === 'image/svg+xml') return [answer.headers.get('content-type'), 'any'];
      const { width, height } = await createImageBitmap(blob);
      return [answer.headers.get('content-type'), `${width}x${height}`];
    }, [address(src), type]);
    assert.deepEqual(found, [type, sizes], src);
  }
});

test('every shortcut leads to its page', async () => {
  const { shortcuts } = await manifest();
  assert.deepEqual(shortcuts.map(({ name }) => name), ['Chat', 'Approvals', 'Usage']);
  for (const { name, url } of shortcuts) {
    await page.goto(address(url));
    await page.getByRole('heading', { name, level: 1, exact: true }).waitFor();
  }
});

test('the frame around the console has the colour of its theme', async () => {
  const shown = () => page.evaluate(() => [...document.querySelectorAll('meta[name="theme-color"]')].filter(({ media }) => matchMedia(media).matches).map(({ content }) => content));
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await shown();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await shown();
  assert.ok(light.length === 1 && dark.length === 1 && light[0] !== dark[0]);
  await page.goto(address('settings'));
  await page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: 'Light' }).click();
  await becomes(shown, now => now.length === 1 && now[0] === light[0], 'a theme that was chosen is the frame’s as well');
  await page.reload();
  await becomes(shown, now => now.length === 1 && now[0] === light[0], 'after a reload too');
});
