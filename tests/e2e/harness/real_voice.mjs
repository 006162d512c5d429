// Voice on a real gateway: speech switched, a sentence it cannot speak refused with its reason, wake words edited by two.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes } from './becomes.mjs';
import { withConsole } from './console.mjs';
import { voicePage } from './voice_page.mjs';

/** `browser` and `gateway` are asked for when the tests run. */
export function voiceJourneys({ browser, gateway }) {
  const journey = (name, steps) => test(name, async () => {
    const other = await gateway().operator();
    try {
      await withConsole(browser(), gateway(), {}, async ui => {
        const voice = voicePage(ui, gateway());
        await voice.open();
        await steps(voice, ui, other);
      });
    } finally {
      other.close();
    }
  });

  journey('speech is switched on and off', async (voice, ui, other) => {
    for (const on of [true, false]) {
      await voice.speak.click();
      await voice.speaks(on);
      await becomes(async () => (await other.call('tts.status')).enabled, it => it === on, 'the gateway has it so');
    }
  });

  journey('a provider without a key says what is missing, and its sentence is refused with a reason', async (voice, ui, other) => {
    await voice.provider('OpenAI').getByText('OPENAI_API_KEY').waitFor();
    await ui.button('Use OpenAI').click();
    // Late versions go on with whoever could speak, and nobody can.
    await becomes(async () => (await other.call('tts.status')).provider, it => it === 'openai' || it === '', 'it is chosen');
    // Another provider would step in where one needs no key, and it is far away.
    if (!await ui.button('Speak').isVisible()) return;
    await ui.button('Speak').click();
    await ui.page.getByText(/TTS conversion failed/).waitFor();
  });

  journey('wake words are saved from the page, and another operator’s are shown at once', async (voice, ui, other) => {
    const { triggers } = await other.call('voicewake.get');
    await voice.wordsAre(triggers);
    await voice.word(1).fill('ahoy');
    await voice.button('Save words').click();
    await becomes(async () => (await other.call('voicewake.get')).triggers[0], it => it === 'ahoy', 'the gateway has it');
    await voice.isSaved();
    await other.call('voicewake.set', { triggers: ['captain', 'bosun'] });
    await voice.wordsAre(['captain', 'bosun']);
    await voice.word(1).fill('mine');
    await other.call('voicewake.set', { triggers: ['theirs'] });
    await voice.sees('Somebody else has saved other words meanwhile');
    await voice.wordsAre(['mine', 'bosun']);
    await voice.button('Take theirs').click();
    await voice.wordsAre(['theirs']);
    await voice.button('Reset').click();
    await voice.confirm('Reset');
    const defaults = await becomes(async () => (await other.call('voicewake.get')).triggers, it => it[0] !== 'theirs', 'the gateway’s own words are back');
    await voice.wordsAre(defaults);
  });

  journey('talk mode is refused with its reason where no node can talk', async voice => {
    await voice.sees('No connected node can talk');
    await voice.button('Switch on').click();
    await voice.sees('talk disabled: no connected');
    assert.equal(await voice.button('Switch off').isEnabled(), true);
  });
}
