// The table that the benchmark prints: one row per measure, ratios, and the targets with met or missed.
const half = ({ ours, theirs }) => ours <= theirs / 2;
const less = ({ ours, theirs }) => ours < theirs;

// measure, unit, decimals, what is wanted in words, whether it is met. `oldest` is the own console of 2026.2.6-3.
const ROWS = [
  ['cold composer', 'ms', 0, 'no slower than 2026.2.6-3', ({ ours, oldest }) => ours <= oldest],
  ['cold bytes until then', 'KB', 0, '≤ 400 KB', ({ ours }) => ours <= 400],
  ['cold bytes in all', 'KB', 0],
  ['cold CPU', 'ms', 0, 'half', half],
  ['warm composer', 'ms', 0, 'no slower than 2026.2.6-3', ({ ours, oldest }) => ours <= oldest],
  ['warm bytes until then', 'KB', 0],
  ['warm bytes in all', 'KB', 0],
  ['warm CPU', 'ms', 0, 'half', half],
  ['memory', 'MB', 0, 'less', less],
  ['empty CPU', 'ms', 0, 'half', half],
  ['empty long tasks', '', 0, 'none', ({ ours }) => ours === 0],
  ['empty long tasks total', 'ms', 0],
  ['empty frame p95', 'ms', 1],
  ['empty frame worst', 'ms', 0],
  ['empty memory', 'MB', 0, 'less', less],
  ['filled CPU', 'ms', 0, 'half', half],
  ['filled long tasks', '', 0, 'none', ({ ours }) => ours === 0],
  ['filled long tasks total', 'ms', 0],
  ['filled frame p95', 'ms', 1],
  ['filled frame worst', 'ms', 0],
  ['filled memory', 'MB', 0, 'less', less],
  ['open last message', 'ms', 0, 'no slower', ({ ours, theirs }) => ours <= theirs],
  ['open CPU', 'ms', 0, 'half', half],
  ['open nodes', '', 0, '< 5,000', ({ ours }) => ours < 5000],
  ['open memory', 'MB', 0, 'less', less],
  ['config usable', 'ms', 0, '< 150 ms', ({ ours }) => ours < 150],
  ['config CPU', 'ms', 0],
  ['config nodes', '', 0, '< 3,000', ({ ours }) => ours < 3000],
  ['config key', 'ms', 1, '< 16 ms', ({ ours }) => ours < 16],
  ['config key painted', 'ms', 1],
  ['config search key', 'ms', 1, '< 16 ms', ({ ours }) => ours < 16],
  ['config search painted', 'ms', 1],
  ['config memory', 'MB', 0, 'less', less],
];

const TITLES = { empty: '2,000 words into an empty session', filled: '2,000 words into 1,000 messages', open: 'opening 1,000 messages', cold: 'first visit', warm: 'second visit', config: 'configuration' };

function title(measure) {
  const [first, ...rest] = measure.split(' ');
  return TITLES[first] ? `${TITLES[first]}: ${rest.join(' ')}` : measure;
}

/** One gateway's table. `oldest`: the measures of the first gateway's own console. */
export function printTable({ version, theirs, ours }, oldest, out) {
  const line = cells => out.write(`${cells[0].padEnd(52)}${cells.slice(1, 4).map(cell => cell.padStart(13)).join('')}  ${cells[4] ?? ''}\n`);
  out.write(`\nOn OpenClaw ${version}\n`);
  line(['', 'Quarterdeck', 'own console', 'ratio', 'target']);
  for (const [measure, unit, decimals, wanted, met] of ROWS) {
    if (!(measure in theirs)) continue;
    const show = value => value === undefined ? '–' : `${value.toFixed(decimals)}${unit && ` ${unit}`}`;
    const [us, them] = [ours?.[measure], theirs[measure]];
    const ratio = us !== undefined && them ? (us / them).toFixed(2) : '–';
    const verdict = us !== undefined && met ? `${wanted}: ${met({ ours: us, theirs: them, oldest: oldest[measure] ?? them }) ? 'met' : 'MISSED'}` : wanted;
    line([title(measure), show(us), show(them), ratio, verdict]);
  }
}
