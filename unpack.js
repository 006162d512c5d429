// Unpacks what the build has packed (xtask/src/finish/assets.rs). The rules of the format are in
// `unpack/`, a module of four kilobytes that the build puts here as text: a browser runs it at full
// speed at once, where a script of the same would be slow for as long as it is needed.

/** So much is handed on at once: the browser compiles it while the next piece is unpacked. */
const PIECE = 1 << 17;
const PAGE = 1 << 16;
const SPOILT = -1;

let compiled;

/** The unpacked bytes of `packed` (`Uint8Array`), piece by piece. Throws when they are spoilt. */
export function* unpack(packed) {
  // Put in by the build.
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(UNPACK), (letter) => letter.charCodeAt(0)));
  const { memory, room, begin, more } = new WebAssembly.Instance(compiled).exports;
  const start = room();
  make(memory, start + packed.length);
  new Uint8Array(memory.buffer).set(packed, start);
  const size = begin(packed.length);
  if (size === SPOILT) throw new Error("spoilt");
  make(memory, start + packed.length + size);
  const out = new Uint8Array(memory.buffer, start + packed.length, size);
  let given = 0;
  do {
    const written = more(PIECE);
    if (written === SPOILT) throw new Error("spoilt");
    yield out.subarray(given, written);
    given = written;
  } while (given < size);
}

/** Makes the memory so long. */
function make(memory, length) {
  const missing = Math.ceil((length - memory.buffer.byteLength) / PAGE);
  if (missing > 0) memory.grow(missing);
}
