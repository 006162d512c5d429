/*! CodeMirror, MIT, https://codemirror.net */

// The editor for configurations and for the files of agents, and no more of CodeMirror than it needs. It lives in a shadow root:
// there its styles are sheets the script makes, and no policy forbids them. The Rust side says every
// word that is read here.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  StreamLanguage,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, StateEffect, StateField, Transaction } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  MatchDecorator,
  ViewPlugin,
  WidgetType,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

// ---- JSON5, as much of it as colours and indents need.

const NAME = /^[\p{L}\p{Nl}$_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}$_‌‍]*/u;
const NUMBER = /^[+-]?(?:0x[\da-f]+|Infinity|NaN|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/i;

function string(stream, state, quote) {
  let escaped = false;
  for (let next = stream.next(); next != null; next = stream.next()) {
    if (next === quote && !escaped) {
      state.quote = null;
      return stream.match(/^\s*:/, false) ? "propertyName" : "string";
    }
    escaped = !escaped && next === "\\";
  }
  // A text goes on in the next line only behind a backslash.
  state.quote = escaped ? quote : null;
  return "string";
}

const json5 = StreamLanguage.define({
  name: "json5",
  startState: () => ({ depth: 0, quote: null, comment: false }),
  token(stream, state) {
    if (state.comment) {
      state.comment = !stream.match(/^.*?\*\//);
      if (state.comment) stream.skipToEnd();
      return "comment";
    }
    if (state.quote) return string(stream, state, state.quote);
    if (stream.eatSpace()) return null;
    if (stream.match("//")) {
      stream.skipToEnd();
      return "comment";
    }
    if (stream.match("/*")) {
      state.comment = !stream.match(/^.*?\*\//);
      if (state.comment) stream.skipToEnd();
      return "comment";
    }
    const next = stream.peek();
    if (next === '"' || next === "'") {
      stream.next();
      state.quote = next;
      return string(stream, state, next);
    }
    if (stream.match(/^[{[]/)) {
      state.depth += 1;
      return "bracket";
    }
    if (stream.match(/^[}\]]/)) {
      state.depth = Math.max(0, state.depth - 1);
      return "bracket";
    }
    if (stream.match(NAME, false)) {
      const word = stream.match(NAME)[0];
      if (stream.match(/^\s*:/, false)) return "propertyName";
      if (word === "true" || word === "false" || word === "null") return "atom";
      return word === "Infinity" || word === "NaN" ? "number" : null;
    }
    if (stream.match(NUMBER)) return "number";
    stream.next();
    return "punctuation";
  },
  indent(state, after, context) {
    const closes = /^[}\]]/.test(after);
    return Math.max(0, state.depth - (closes ? 1 : 0)) * context.unit;
  },
  languageData: {
    commentTokens: { line: "//", block: { open: "/*", close: "*/" } },
    closeBrackets: { brackets: ["{", "[", '"', "'"] },
    indentOnInput: /^\s*[}\]]$/,
  },
});

// ---- Markdown, as much of it as colours need.

const INLINE = [
  [/^`+[^`]*`+/, "monospace"],
  [/^!?\[[^\]]*\]\([^)]*\)/, "link"],
  [/^<?https?:\/\/[^\s>)]+>?/, "url"],
  [/^(\*\*|__)(?=\S).+?\1/, "strong"],
  [/^(\*|_)(?=\S)[^*_]+\1/, "emphasis"],
];

const markdown = StreamLanguage.define({
  name: "markdown",
  startState: () => ({ fence: null, comment: false }),
  token(stream, state) {
    if (state.fence) {
      if (stream.sol() && stream.match(state.fence)) state.fence = null;
      stream.skipToEnd();
      return "monospace";
    }
    if (state.comment) {
      state.comment = !stream.match(/^.*?-->/);
      if (state.comment) stream.skipToEnd();
      return "comment";
    }
    if (stream.sol()) {
      const fence = stream.match(/^\s*(`{3,}|~{3,})/);
      if (fence) {
        state.fence = new RegExp(`^\\s*${fence[1]}`);
        stream.skipToEnd();
        return "monospace";
      }
      if (stream.match(/^ {0,3}#{1,6}(?=\s|$)/)) {
        stream.skipToEnd();
        return "heading";
      }
      if (stream.match(/^ {0,3}([-*_])( *\1){2,}\s*$/)) return "comment";
      if (stream.match(/^\s*>/)) return "quote";
      if (stream.match(/^\s*([-*+]|\d+[.)])(?=\s)/)) return "list";
    }
    if (stream.match(/^<!--/)) {
      state.comment = !stream.match(/^.*?-->/);
      if (state.comment) stream.skipToEnd();
      return "comment";
    }
    // A sign within a word is no sign: `snake_case`.
    const before = stream.pos > 0 ? stream.string[stream.pos - 1] : " ";
    if (!/\w/.test(before)) {
      for (const [sign, kind] of INLINE) if (stream.match(sign)) return kind;
    }
    stream.next();
    return null;
  },
});

// What the keys do in each language beside typing.
const languages = {
  json5: () => [json5, indentOnInput(), bracketMatching(), closeBrackets(), keymap.of(closeBracketsKeymap)],
  markdown: () => [markdown],
};

const colours = HighlightStyle.define([
  // Read on the line where the caret is as well, whose ground is lighter.
  { tag: tags.comment, color: "var(--text-muted)", fontStyle: "italic" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: tags.propertyName, color: "var(--code-type)" },
  { tag: tags.number, color: "var(--code-number)" },
  { tag: tags.atom, color: "var(--code-keyword)" },
  { tag: [tags.bracket, tags.punctuation], color: "var(--text-muted)" },
  { tag: tags.heading, color: "var(--code-title)", fontWeight: "var(--weight-strong)" },
  { tag: tags.strong, fontWeight: "var(--weight-strong)" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.link, tags.url], color: "var(--code-type)" },
  { tag: tags.monospace, color: "var(--code-string)" },
  { tag: [tags.quote, tags.list], color: "var(--code-keyword)" },
]);

const line = "var(--hairline) solid var(--line)";
const theme = EditorView.theme({
  "&": {
    height: "100%",
    color: "var(--code)",
    backgroundColor: "var(--surface-raised)",
    fontSize: "var(--font-dense)",
  },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "var(--leading-reading)" },
  ".cm-content": { caretColor: "var(--text)", padding: "var(--space-2) 0" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection": {
    backgroundColor: "var(--selection)",
  },
  ".cm-gutters": {
    color: "var(--text-faint)",
    backgroundColor: "var(--surface-raised)",
    borderRight: line,
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--surface-hover)" },
  ".cm-activeLineGutter": { color: "var(--text)" },
  ".cm-gutter-lint": { width: "var(--icon)" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--surface-selected)",
    outline: "var(--hairline) solid var(--accent-line)",
  },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--danger-soft)" },
  ".cm-selectionMatch": { backgroundColor: "var(--surface-selected)" },
  ".cm-searchMatch": { backgroundColor: "var(--warning-soft)" },
  ".cm-searchMatch-selected": {
    backgroundColor: "var(--warning-soft)",
    outline: "var(--hairline) solid var(--warning)",
  },
  ".cm-panels": { color: "var(--text)", backgroundColor: "var(--surface)", fontFamily: "var(--sans)" },
  ".cm-panels.cm-panels-top": { borderBottom: line },
  ".cm-panels.cm-panels-bottom": { borderTop: line },
  ".cm-panel.cm-search": {
    display: "flex",
    flexWrap: "wrap",
    gap: "var(--space-1)",
    alignItems: "center",
    padding: "var(--space-2) var(--space-8) var(--space-2) var(--space-2)",
  },
  ".cm-panel.cm-search br": { flexBasis: "100%", content: "''" },
  ".cm-panel.cm-search label": { fontSize: "var(--font-meta)" },
  ".cm-textfield": {
    minHeight: "var(--control-small)",
    margin: "0",
    color: "var(--text)",
    backgroundColor: "var(--surface-raised)",
    border: "var(--hairline) solid var(--line-control)",
    borderRadius: "var(--radius-2)",
    fontSize: "var(--font-dense)",
  },
  ".cm-button": {
    minHeight: "var(--control-small)",
    margin: "0",
    color: "var(--text)",
    backgroundImage: "none",
    backgroundColor: "var(--surface-raised)",
    border: "var(--hairline) solid var(--line-control)",
    borderRadius: "var(--radius-2)",
    fontSize: "var(--font-dense)",
  },
  ".cm-textfield:focus-visible, .cm-button:focus-visible, .cm-panel button:focus-visible, .cm-panel input:focus-visible": {
    outline: "var(--ring) solid var(--focus)",
    outlineOffset: "calc(var(--hairline) * -1)",
  },
  ".cm-panel.cm-search [name=close]": {
    top: "var(--space-2)",
    right: "var(--space-2)",
    width: "var(--control-small)",
    height: "var(--control-small)",
    color: "var(--text)",
    fontSize: "var(--font-reading)",
  },
  ".cm-tooltip": {
    color: "var(--text)",
    backgroundColor: "var(--surface-floating)",
    border: "none",
    borderRadius: "var(--radius-2)",
    boxShadow: "var(--shadow-2)",
    fontFamily: "var(--sans)",
  },
  ".cm-diagnostic": { padding: "var(--space-1) var(--space-3)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--danger)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--danger)",
  },
  ".cm-lintRange-warning": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--warning)",
  },
  ".cm-lint-marker": { content: "none", width: "var(--dot)", height: "var(--dot)", borderRadius: "var(--radius-full)" },
  ".cm-lint-marker-error": { content: "none", backgroundColor: "var(--danger)" },
  ".cm-lint-marker-warning": { content: "none", backgroundColor: "var(--warning)" },
  ".cm-secret": { WebkitTextSecurity: "disc" },
  ".cm-chip": {
    padding: "0 var(--space-2)",
    color: "var(--text-muted)",
    backgroundColor: "var(--surface-sunken)",
    borderRadius: "var(--radius-1)",
    fontFamily: "var(--sans)",
    fontSize: "var(--font-meta)",
  },
});

// ---- What must not be read over a shoulder.

const setSecrets = StateEffect.define();
const secret = Decoration.mark({ class: "cm-secret", inclusive: true });

const secrets = StateField.define({
  create: () => Decoration.none,
  update(ranges, transaction) {
    let next = ranges.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setSecrets)) next = effect.value;
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

class Chip extends WidgetType {
  constructor(word) {
    super();
    this.word = word;
  }

  eq(other) {
    return other.word === this.word;
  }

  toDOM() {
    const chip = document.createElement("span");
    chip.className = "cm-chip";
    chip.textContent = this.word;
    return chip;
  }
}

/** Draws a text as one word, which the cursor steps over and a key removes whole. */
function chips(text, word) {
  const matcher = new MatchDecorator({
    regexp: new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "g"),
    decoration: Decoration.replace({ widget: new Chip(word) }),
  });
  return ViewPlugin.fromClass(
    class {
      constructor(view) {
        this.found = matcher.createDeco(view);
      }

      // Made anew and not moved along: half of such a text, moved, could come to hold a line's end.
      update(update) {
        if (update.docChanged || update.viewportChanged) this.found = matcher.createDeco(update.view);
      }
    },
    {
      decorations: (plugin) => plugin.found,
      provide: (plugin) =>
        EditorView.atomicRanges.of((view) => view.plugin(plugin)?.found ?? Decoration.none),
    },
  );
}

// ---- The editor.

/**
 * Opens an editor in an element. `said`: { label, note, phrases, chip: [text, word], language };
 * `edited` hears the whole text at each change that the operator makes.
 */
export function open(host, said, edited) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.replaceChildren();
  const note = document.createElement("p");
  note.id = "note";
  note.hidden = true;
  const place = document.createElement("div");
  place.style.height = "100%";
  root.append(note, place);
  const words = new Compartment();
  const writable = new Compartment();
  const ours = Transaction.remote;

  const spoken = ({ label, note: text, phrases, chip }) => {
    note.textContent = text;
    return [
      EditorState.phrases.of(phrases),
      EditorView.contentAttributes.of({
        // What scrolls has something in it that takes the keyboard: not every tool sees that otherwise.
        tabindex: "0",
        "aria-label": label,
        "aria-describedby": "note",
        autocapitalize: "off",
        autocorrect: "off",
        spellcheck: "false",
      }),
      chip ? chips(chip[0], chip[1]) : [],
    ];
  };
  const locked = (isLocked) => [
    EditorState.readOnly.of(isLocked),
    EditorView.contentAttributes.of(isLocked ? { "aria-readonly": "true" } : {}),
  ];

  const view = new EditorView({
    parent: place,
    root,
    state: EditorState.create({
      doc: said.text,
      extensions: [
        words.of(spoken(said)),
        writable.of(locked(false)),
        lineNumbers(),
        lintGutter(),
        highlightActiveLineGutter(),
        highlightActiveLine(),
        history(),
        drawSelection(),
        indentUnit.of("  "),
        EditorState.tabSize.of(2),
        highlightSelectionMatches(),
        search({ top: true }),
        EditorView.lineWrapping,
        languages[said.language ?? "json5"](),
        syntaxHighlighting(colours),
        theme,
        secrets,
        keymap.of([
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...lintKeymap,
          indentWithTab,
        ]),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          if (update.transactions.every((it) => it.annotation(ours))) return;
          edited(update.state.doc.toString());
        }),
      ],
    }),
  });

  const within = (at) => Math.min(Math.max(at, 0), view.state.doc.length);

  return {
    /** Another text. What is the same at both ends stays, and with it the cursor; it can be undone. */
    show(text) {
      const now = view.state.doc.toString();
      if (now === text) return;
      let from = 0;
      while (from < now.length && from < text.length && now[from] === text[from]) from += 1;
      let [end, to] = [text.length, now.length];
      while (end > from && to > from && text[end - 1] === now[to - 1]) [end, to] = [end - 1, to - 1];
      view.dispatch({
        changes: { from, to, insert: text.slice(from, end) },
        annotations: ours.of(true),
      });
    },
    /** `marks` is from, to, severity, message, from, … */
    mark(marks) {
      const found = [];
      for (let at = 0; at < marks.length; at += 4) {
        const [from, to, severity, message] = marks.slice(at, at + 4);
        found.push({ from: within(from), to: within(Math.max(from, to)), severity, message });
      }
      view.dispatch(setDiagnostics(view.state, found));
    },
    /** `ranges` is from, to, from, … */
    hide(ranges) {
      const found = [];
      for (let at = 0; at < ranges.length; at += 2) {
        const [from, to] = [within(ranges[at]), within(ranges[at + 1])];
        if (from < to) found.push(secret.range(from, to));
      }
      view.dispatch({ effects: setSecrets.of(Decoration.set(found, true)) });
    },
    lock(isLocked) {
      view.dispatch({ effects: writable.reconfigure(locked(isLocked)) });
    },
    say(said) {
      view.dispatch({ effects: words.reconfigure(spoken(said)) });
    },
    go(at) {
      view.dispatch({
        selection: { anchor: within(at) },
        effects: EditorView.scrollIntoView(within(at), { y: "center" }),
      });
      view.focus();
    },
    close() {
      view.destroy();
    },
  };
}
