// The measuring stick itself: a comparison that cannot fail would be worth nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference, joined, joins } from './transcript.mjs';

const rows = letters => [...letters].map(text => ({ id: text.toLowerCase(), mine: false, text }));
const user = content => ({ role: 'user', content });
const agent = content => ({ role: 'assistant', content });

test('overlapping views become one transcript', () => {
  assert.deepEqual(joined(rows('abc'), rows('bcd')), rows('abcd'));
  assert.deepEqual(joined(rows('abcd'), rows('bc')), rows('abcd'));
  assert.deepEqual(joined(rows('ab'), rows('ab')), rows('ab'));
  assert.deepEqual(joined([], rows('ab')), rows('ab'));
  assert.deepEqual(joined(rows('abc'), rows('BCd')), rows('aBCd'), 'what was drawn again later counts');
  assert.ok(!joins(rows('ab'), rows('cd')), 'a hole is not papered over');
});

test('a word that is missing, twice or of another speaker is a difference', () => {
  const held = [user('hi'), agent('one **two** three')];
  const shown = (mine, text) => ({ mine, text });
  assert.equal(difference([shown(true, 'hi'), shown(false, 'one two three')], held), null);
  assert.notEqual(difference([shown(true, 'hi'), shown(false, 'one two')], held), null);
  assert.notEqual(difference([shown(true, 'hi'), shown(false, 'one two three'), shown(false, 'one two three')], held), null);
  assert.notEqual(difference([shown(false, 'hi'), shown(false, 'one two three')], held), null);
  assert.notEqual(difference([shown(true, 'hi')], held), null);
});

test('what nobody is meant to read is no difference', () => {
  const held = [user('[Fri 2026-11-20 14:45 UTC] hi'), { role: 'toolResult', content: 'x' }, agent('NO_REPLY'), agent('1. first')];
  assert.equal(difference([{ mine: true, text: 'hi' }, { mine: false, text: 'first' }], held), null);
});
