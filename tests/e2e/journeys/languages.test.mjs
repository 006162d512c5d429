// Every language with a catalogue is spoken to readers who prefer it, on a desk and on a phone.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { TOKEN } from '../harness/settings.mjs';

const PHONE = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const LOCALES = { de: 'de-AT', es: 'es-MX', fr: 'fr-CA', ja: 'ja-JP', ko: 'ko-KR', 'pt-BR': 'pt-BR', 'zh-CN': 'zh-CN' };
const catalogue = code => JSON.parse(fs.readFileSync(new URL(`../../../locales/${code}.json`, import.meta.url), 'utf8'));

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

describe('languages', () => {
  let gateway;
  before(async () => { gateway = await startDemoGateway({}); });
  after(() => gateway?.close());

  test('every catalogue is offered to a reader here', () => {
    const files = fs.readdirSync(new URL('../../../locales/', import.meta.url)).map(name => name.replace('.json', ''));
    assert.deepEqual(files.toSorted(), ['en', ...Object.keys(LOCALES)].toSorted());
  });

  for (const [code, locale] of Object.entries(LOCALES)) {
    const words = catalogue(code);
    test(`${locale} is spoken on every page, and fits a small phone`, () => withConsole(browser, gateway, { ...PHONE, locale }, async ui => {
      for (const page of ['overview', 'usage', 'cron', 'config', 'sessions', 'devices']) {
        await ui.page.goto(`${gateway.url}${page}#token=${TOKEN}`);
        await ui.page.getByRole('heading', { name: words.page[page], level: 1, exact: true }).waitFor();
        await ui.page.getByRole('navigation', { name: words.app.main }).getByRole('link', { name: words.page.chat }).waitFor();
        await becomes(() => ui.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), over => over <= 0, `${page} fits`);
      }
      assert.equal(await ui.page.evaluate(() => document.documentElement.lang), code);
    }));
  }
});
