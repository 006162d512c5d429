// Looks for an expression in lines, in a worker: one that takes for ever holds up nobody there, and is
// ended with the worker. It is asked [expression, lines with U+001F between] and answers a byte a line.

const BETWEEN = "\u001f";
let kept = null;

self.addEventListener("message", ({ data: [source, lines] }) => {
  if (kept?.source !== source) kept = { source, expression: new RegExp(source, "i") };
  self.postMessage(Uint8Array.from(lines.split(BETWEEN), line => kept.expression.test(line)));
});
