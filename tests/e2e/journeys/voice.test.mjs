// Speech, a sentence to hear, wake words that two edit, and talk mode with the reason why nobody can talk.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { becomes } from '../harness/becomes.mjs';
import { launchBrowser } from '../harness/browser.mjs';
import { withConsole } from '../harness/console.mjs';
import { startDemoGateway } from '../harness/demo_gateway.mjs';
import { connectOperator } from '../harness/operator.mjs';
import { voicePage } from '../harness/voice_page.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const DEFAULTS = ['openclaw', 'claude', 'computer'];

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

for (const profile of ['2026.2.6-3', '2026.4.15', '2026.9.6']) describe(`voice of ${profile}`, () => {
  const isLate = profile === '2026.9.6';
  const isEarly = profile === '2026.2.6-3';
  let gateway, other;
  before(async () => {
    gateway = await startDemoGateway({ profile });
    other = await connectOperator(gateway.origin);
  });
  beforeEach(() => gateway.reset());
  after(async () => { other?.close(); await gateway?.close(); });

  const journey = (name, steps, look = {}) => test(name, () => withConsole(browser, gateway, look, async ui => {
    const voice = voicePage(ui, gateway);
    await voice.open();
    await steps(voice, ui);
  }));
  const words = async () => (await other.call('voicewake.get')).triggers;
  const status = () => other.call('tts.status');

  journey('speech is switched on and off', async voice => {
    await voice.speaks(false);
    await voice.speak.click();
    await voice.speaks(true);
    assert.equal((await status()).enabled, true);
    await voice.speak.click();
    await voice.speaks(false);
    assert.equal((await status()).enabled, false);
  });

  journey('each provider tells what it has and what it lacks, and another is chosen', async (voice, ui) => {
    const openai = voice.provider('OpenAI');
    await openai.getByText('tts-1-hd').waitFor();
    await openai.getByText('Show all 14').click();
    await openai.getByText('verse').waitFor();
    const [name, setting] = isLate ? ['xAI', 'tts.providers.xai.apiKey'] : ['ElevenLabs', isEarly ? 'messages.tts.elevenlabs.apiKey' : 'messages.tts.providers.elevenlabs.apiKey'];
    await voice.provider(name).getByText(setting).waitFor();
    await voice.provider(name).getByText('Not set up').waitFor();
    const [from, to] = isLate ? ['OpenAI', 'xAI'] : [isEarly ? 'Edge TTS' : 'Microsoft', 'OpenAI'];
    await voice.provider(from).getByText('Speaks now').waitFor();
    if (isLate) await gateway.order('tts-providers', { configured: ['openai', 'xai'] });
    await ui.button(`Use ${to}`).click();
    await voice.provider(to).getByText('Speaks now').waitFor();
    assert.equal((await status()).provider, isLate ? 'xai' : 'openai');
  });

  if (isLate) journey('a persona is taken on and laid down', async (voice, ui) => {
    const persona = ui.page.getByRole('combobox', { name: 'Persona' });
    await persona.selectOption('bosun');
    await ui.page.getByText('Short and loud, as on deck.').waitFor();
    assert.equal((await status()).persona, 'bosun');
    await persona.selectOption('');
    await becomes(async () => (await status()).persona, it => it === null, 'nobody in particular speaks');
  });

  if (isLate) {
    journey('a sentence is heard, stopped, heard again and kept', async (voice, ui) => {
      await voice.sentence.fill('All hands on deck');
      await ui.button('Speak').click();
      const heard = ui.page.getByRole('group', { name: 'Spoken sentence' });
      await heard.getByText('riff-8khz-16bit-mono-wav').waitFor();
      await heard.getByText('1 second').waitFor();
      // It plays by itself and falls silent by itself.
      await heard.getByRole('button', { name: 'Play' }).waitFor();
      await heard.getByRole('button', { name: 'Play' }).click();
      await heard.getByRole('button', { name: 'Stop' }).or(heard.getByRole('button', { name: 'Play' })).first().waitFor();
      const kept = ui.page.waitForEvent('download');
      await heard.getByRole('button', { name: 'Download' }).click();
      assert.equal((await kept).suggestedFilename(), 'speech.wav');
    });
    journey('the voice of talk mode is not set up, and says so', async (voice, ui) => {
      await ui.page.getByRole('combobox', { name: 'How' }).selectOption('talk');
      await ui.button('Speak').click();
      await ui.page.getByText('talk provider not configured').waitFor();
    });
  }

  journey('a sentence spoken into a file is told by its place, which is not here', async (voice, ui) => {
    if (!isEarly) await ui.page.getByRole('combobox', { name: 'How' }).selectOption('file');
    await ui.button('Convert').click();
    await ui.page.getByText('it cannot be heard here').waitFor();
    await ui.page.getByText(/\/tmp\/openclaw\/tts-\d+\/voice-\d+\.mp3/).waitFor();
  });

  journey('a sentence that nobody can speak is refused with its reason', async (voice, ui) => {
    await gateway.order('tts-providers', { configured: [] });
    await ui.button(isLate ? 'Speak' : 'Convert').click();
    await ui.page.getByText('TTS conversion failed').waitFor();
  });

  journey('wake words are added, changed, moved, removed and saved as one list', async voice => {
    await voice.wordsAre(DEFAULTS);
    await voice.button('Add a word').click();
    await voice.word(4).fill(' ahoy ');
    await voice.button('Move word 4 up').click();
    await voice.button('Remove word 2').click();
    await voice.word(1).fill('captain');
    await voice.button('Save words').click();
    await becomes(words, now => now.join() === 'captain,ahoy,computer', 'the list is saved');
    await voice.wordsAre(['captain', 'ahoy', 'computer']);
    await voice.isSaved();
  });

  journey('what a gateway would cut off or drop is told before', async voice => {
    await voice.word(1).fill('x'.repeat(65));
    await voice.sees('Gateways keep 64 characters');
    await voice.word(1).fill('CLAUDE');
    await voice.sees('This word is there already.');
    assert.ok(await voice.button('Save words').isDisabled());
    for (const number of [3, 2, 1]) await voice.button(`Remove word ${number}`).click();
    await voice.sees('Without a word nothing can be saved.');
    assert.deepEqual(await words(), DEFAULTS);
    await voice.button('Discard').click();
    await voice.wordsAre(DEFAULTS);
  });

  journey('words saved elsewhere are shown at once', async voice => {
    await voice.wordsAre(DEFAULTS);
    await other.call('voicewake.set', { triggers: ['theirs'] });
    await voice.wordsAre(['theirs']);
  });

  journey('words saved elsewhere while one edits lose nothing', async voice => {
    await voice.word(1).fill('mine');
    await other.call('voicewake.set', { triggers: ['theirs', 'too'] });
    await voice.sees('Somebody else has saved other words meanwhile');
    await voice.sees('too');
    await voice.wordsAre(['mine', 'claude', 'computer']);
    assert.ok(await voice.button('Save words').isDisabled(), 'it is decided first');
    await voice.button('Keep mine').click();
    await voice.button('Save words').click();
    await becomes(words, now => now.join() === 'mine,claude,computer', 'mine are saved');
    await voice.word(1).fill('again');
    await other.call('voicewake.set', { triggers: ['theirs'] });
    await voice.button('Take theirs').click();
    await voice.wordsAre(['theirs']);
    await voice.isSaved();
  });

  journey('what is not saved survives another page and a reload', async (voice, ui) => {
    await voice.word(2).fill('half a wo');
    await ui.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Devices' }).click();
    await ui.page.getByRole('heading', { name: 'Paired devices' }).waitFor();
    await ui.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Voice' }).click();
    await voice.wordsAre(['openclaw', 'half a wo', 'computer']);
    await ui.page.reload();
    await ui.isConnected();
    await voice.wordsAre(['openclaw', 'half a wo', 'computer']);
    await voice.sees('Not saved yet.');
  });

  journey('reset brings the gateway’s own words back, when asked twice', async voice => {
    await other.call('voicewake.set', { triggers: ['theirs'] });
    await voice.wordsAre(['theirs']);
    await voice.button('Reset').click();
    await voice.confirm('Reset');
    await voice.wordsAre(DEFAULTS);
    assert.deepEqual(await words(), DEFAULTS);
  });

  journey('talk mode is switched where a node can talk, and otherwise says why not', async (voice, ui) => {
    await voice.sees('Nobody has switched it');
    if (isLate) {
      await voice.sees('No connected node can talk');
      await voice.sees('Connected, but not able to');
    } else {
      await voice.sees('Can talk: Pixel 9');
      await ui.page.getByRole('combobox', { name: 'Phase' }).selectOption('listening');
      await voice.button('Switch on').click();
      await voice.sees(/Switched on .* Phase: Listening\./);
      await voice.button('Switch off').click();
      await voice.sees(/Switched off /);
      await gateway.order('node-offline', { name: 'Pixel 9' });
      await voice.sees('No connected node can talk');
    }
    await voice.button('Switch on').click();
    await voice.sees('talk disabled: no connected');
    await gateway.order('talk', { enabled: true, phase: 'speaking' });
    await voice.sees(/Switched on .* Phase: Speaking\./);
  });

  journey('on a phone nothing is wider than the screen', async (voice, ui) => {
    await voice.wordsAre(DEFAULTS);
    await voice.provider('OpenAI').waitFor();
    const wide = await ui.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} px too wide`);
  }, PHONE);
});
