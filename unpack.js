// Unpacks LZMA (the .lzma form, with the size in its header). A module packed so is a quarter
// smaller than with gzip, which is all that a browser unpacks by itself, and gateways send files as
// they are. The names follow the format's description: a range coder whose bits each have a
// probability that learns, and above it literals, matches and the four last distances.

const STATES = 12;
const POSITIONS = 16;
/** So much is handed on at once: the browser compiles it while the next piece is unpacked. */
const PIECE = 1 << 17;

/** The unpacked bytes of `packed` (`Uint8Array`), piece by piece. Throws when they are spoilt. */
export function* unpack(packed) {
  const header = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  let properties = packed[0];
  const contextBits = properties % 9;
  properties = (properties / 9) | 0;
  const literalMask = (1 << properties % 5) - 1;
  const positionMask = (1 << ((properties / 5) | 0)) - 1;
  const size = header.getUint32(5, true);
  const out = new Uint8Array(size);

  // One table for all probabilities; each kind begins at its own place.
  let places = 0;
  const room = (count) => (places += count) - count;
  const IS_MATCH = room(STATES * POSITIONS);
  const IS_REP = room(STATES);
  const IS_REP_0 = room(STATES);
  const IS_REP_1 = room(STATES);
  const IS_REP_2 = room(STATES);
  const IS_REP_0_LONG = room(STATES * POSITIONS);
  const SLOT = room(4 << 6);
  const SPECIAL = room(128);
  const ALIGN = room(16);
  const LENGTH = room(2 + 2 * (POSITIONS << 3) + 256);
  const REP_LENGTH = room(2 + 2 * (POSITIONS << 3) + 256);
  const LITERAL = room(0x300 << (contextBits + (properties % 5)));
  const chances = new Uint16Array(places).fill(1024);

  let at = 18;
  // Numbers of 32 bits would be made anew at every change, were they not in a table.
  const coder = new Uint32Array([0xffffffff, header.getUint32(14)]);

  function bit(place) {
    const chance = chances[place];
    const range = coder[0];
    const bound = (range >>> 11) * chance;
    const code = coder[1];
    if (code < bound) {
      chances[place] = chance + ((2048 - chance) >> 5);
      if (bound < 0x1000000) {
        coder[0] = bound << 8;
        coder[1] = (code << 8) | packed[at++];
      } else {
        coder[0] = bound;
      }
      return 0;
    }
    chances[place] = chance - (chance >> 5);
    const rest = range - bound;
    if (rest < 0x1000000) {
      coder[0] = rest << 8;
      coder[1] = ((code - bound) << 8) | packed[at++];
    } else {
      coder[0] = rest;
      coder[1] = code - bound;
    }
    return 1;
  }

  function tree(place, bits) {
    let node = 1;
    for (let i = 0; i < bits; i++) node = (node << 1) | bit(place + node);
    return node - (1 << bits);
  }

  function reversed(place, bits) {
    let node = 1;
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const found = bit(place + node);
      node = (node << 1) | found;
      value |= found << i;
    }
    return value;
  }

  function even(bits) {
    let value = 0;
    for (; bits > 0; bits--) {
      let range = coder[0] >>> 1;
      let code = coder[1];
      const found = code >= range ? 1 : 0;
      if (found) code -= range;
      if (range < 0x1000000) {
        range <<= 8;
        code = (code << 8) | packed[at++];
      }
      coder[0] = range;
      coder[1] = code;
      value = (value << 1) | found;
    }
    return value;
  }

  function length(place, position) {
    if (!bit(place)) return 2 + tree(place + 2 + (position << 3), 3);
    if (!bit(place + 1)) return 10 + tree(place + 2 + (POSITIONS << 3) + (position << 3), 3);
    return 18 + tree(place + 2 + 2 * (POSITIONS << 3), 8);
  }

  function distance(count) {
    const slot = tree(SLOT + (Math.min(count - 2, 3) << 6), 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const high = (2 | (slot & 1)) << bits;
    if (slot < 14) return high + reversed(SPECIAL + high - slot, bits);
    return high + (even(bits - 4) << 4) + reversed(ALIGN, 4);
  }

  let state = 0;
  let [rep0, rep1, rep2, rep3] = [0, 0, 0, 0];

  /** Takes one of the last distances to the front; false for a single byte at the first. */
  function again(position) {
    if (!bit(IS_REP_0 + state)) return bit(IS_REP_0_LONG + (state << 4) + position);
    if (!bit(IS_REP_1 + state)) {
      [rep0, rep1] = [rep1, rep0];
    } else if (!bit(IS_REP_2 + state)) {
      [rep0, rep1, rep2] = [rep2, rep0, rep1];
    } else {
      [rep0, rep1, rep2, rep3] = [rep3, rep0, rep1, rep2];
    }
    return true;
  }

  let written = 0;
  let given = 0;
  while (written < size) {
    const position = written & positionMask;
    if (!bit(IS_MATCH + (state << 4) + position)) {
      const before = written ? out[written - 1] : 0;
      const context = ((written & literalMask) << contextBits) + (before >> (8 - contextBits));
      const place = LITERAL + 0x300 * context;
      let symbol = 1;
      if (state >= 7) {
        let match = out[written - rep0 - 1];
        do {
          const expected = (match >> 7) & 1;
          match <<= 1;
          const found = bit(place + ((1 + expected) << 8) + symbol);
          symbol = (symbol << 1) | found;
          if (found !== expected) break;
        } while (symbol < 0x100);
      }
      while (symbol < 0x100) symbol = (symbol << 1) | bit(place + symbol);
      out[written++] = symbol;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
    } else {
      let count;
      if (!bit(IS_REP + state)) {
        [rep3, rep2, rep1] = [rep2, rep1, rep0];
        count = length(LENGTH, position);
        rep0 = distance(count);
        state = state < 7 ? 7 : 10;
      } else if (again(position)) {
        count = length(REP_LENGTH, position);
        state = state < 7 ? 8 : 11;
      } else {
        count = 1;
        state = state < 7 ? 9 : 11;
      }
      if (rep0 >= written || written + count > size || at > packed.length) throw new Error("spoilt");
      for (; count > 0; count--, written++) out[written] = out[written - rep0 - 1];
    }
    if (written - given >= PIECE) {
      yield out.subarray(given, written);
      given = written;
    }
  }
  yield out.subarray(given, written);
}
