// A model behind an OpenAI-compatible endpoint that does as it is told:
//   flood 2000 every 3ms   so many words at that pace      run command: ls   a real tool call
//   think about tides      reasons first                   fail now          answers HTTP 500
//   say nothing            NO_REPLY                        answer empty      an empty reply
// Anything else gets a short Markdown reply. What a gateway adds around the words in brackets is not repeated.
import http from 'node:http';

const wordsOf = content => typeof content === 'string' ? content : (content ?? []).map(part => part.text ?? '').join(' ');

const reply = said => `You said: ${said}

## A short answer

Some *Markdown* with a list:

- one
- two

\`\`\`rust
fn main() { println!("hi"); }
\`\`\`

| a | b |
|---|---|
| 1 | 2 |

That was all.
`;

function flood(count) {
  return Array.from({ length: count }, (_, i) => i % 40 === 39 ? `\n\n- item **w${i}** \`code${i}\` ` : `t.${i} `);
}

/** What was said last. Later versions put a message of their own behind it, and a time and the surroundings around it. */
function lastSaid(messages) {
  const isSaid = ({ role, content }) => role === 'user' && !wordsOf(content).includes('INTERNAL_CONTEXT');
  const message = messages.findLast(isSaid);
  const said = wordsOf(message?.content).replace(/^[^\n]*\(untrusted metadata\):\n```json[^]*?```/, '').replace(/\[[^\]]*\]/g, '').split('\nRuntime:')[0].trim();
  return { said, toolHasRun: messages.slice(messages.indexOf(message)).some(({ role }) => role === 'tool') };
}

/** What to answer, from the newest order in the conversation. */
export function plan({ messages = [], tools = [] }) {
  const { said, toolHasRun } = lastSaid(messages);
  const command = /run command: ([^\n\]]+)/.exec(said)?.[1]?.trim();
  const counted = /flood (\d+)(?: every (\d+)ms)?/.exec(said);
  if (/fail now/.test(said)) return { fails: true };
  if (/say nothing/.test(said)) return { words: ['NO_REPLY'] };
  if (/answer empty/.test(said)) return { words: [] };
  if (command && !toolHasRun && tools.some(tool => tool.function?.name === 'exec')) return { command };
  if (counted) return { words: flood(Number(counted[1])), everyMs: Number(counted[2] ?? 2) };
  const words = (toolHasRun ? 'The tool has finished. Its result was **received**.' : reply(said.slice(-80))).split(/(?<= )/);
  return { words, thought: /think about/.test(said) ? 'First I weigh it. Then I decide.' : '' };
}

/** Resolves when `due` has come, so that a late word does not make all later ones late. */
const until = due => new Promise(done => { const wait = due - performance.now(); if (wait > 0) setTimeout(done, wait); else setImmediate(done); });

async function stream(response, asked, { words = [], command, thought = '', everyMs = 10 }) {
  const head = { id: `chatcmpl-${Date.now()}`, object: 'chat.completion.chunk', created: Math.floor(Date.now() / 1000), model: asked.model };
  const usage = { prompt_tokens: 120, completion_tokens: words.length, total_tokens: 120 + words.length };
  const send = (delta, finish_reason = null, extra = {}) => response.write(`data: ${JSON.stringify({ ...head, choices: [{ index: 0, delta, finish_reason }], ...extra })}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  send({ role: 'assistant', content: '' });
  let due = performance.now();
  for (const word of thought.split(/(?<= )/).filter(Boolean)) { send({ reasoning_content: word }); await until(due += everyMs); }
  if (command) {
    send({ tool_calls: [{ index: 0, id: `call_${Date.now()}`, type: 'function', function: { name: 'exec', arguments: JSON.stringify({ command }) } }] });
    send({}, 'tool_calls', { usage });
  } else {
    for (const word of words) {
      if (response.destroyed) return;
      send({ content: word });
      await until(due += everyMs);
    }
    send({}, 'stop', { usage });
  }
  response.end('data: [DONE]\n\n');
}

async function answer(request, response) {
  let body = '';
  for await (const chunk of request) body += chunk;
  const json = (status, value) => { response.writeHead(status, { 'content-type': 'application/json' }); response.end(JSON.stringify(value)); };
  if (request.url.endsWith('/models')) return json(200, { object: 'list', data: [{ id: 'script-1', object: 'model' }] });
  const asked = body ? JSON.parse(body) : {};
  const planned = plan(asked);
  if (planned.fails) return json(500, { error: { message: 'the scripted model failed as asked' } });
  if (asked.stream) return stream(response, asked, planned);
  return json(200, { id: 'chatcmpl-whole', object: 'chat.completion', created: 0, model: asked.model,
    choices: [{ index: 0, message: { role: 'assistant', content: (planned.words ?? []).join('') }, finish_reason: 'stop' }] });
}

/** Serves the model on a free loopback port. */
export async function startModel() {
  const server = http.createServer((request, response) => answer(request, response).catch(error => response.destroy(error)));
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  // Where the gateway did not even start, nobody closes it.
  server.unref();
  return { port: server.address().port, close: () => { server.closeAllConnections(); server.close(); } };
}
