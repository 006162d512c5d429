// Says why the console cannot start, and what to do about it. Loaded by boot.js when that happens.
//
// The build puts the words of `boot` in every catalogue of locales/ in the place of WORDS.

/** `sheet`: the address of the styles, for a page that could not unpack them. */
export function draw(problem, sheet) {
  const words = WORDS[language()];
  const alert = document.createElement("main");
  alert.className = "boot__problem";
  alert.setAttribute("role", "alert");
  alert.lang = language();
  const reload = element("button", "boot__reload", words.reload);
  reload.type = "button";
  reload.addEventListener("click", () => location.reload());
  const sentence = words[problem.word] ?? words.failed;
  alert.append(element("h1", "boot__title", words.title), element("p", "boot__text", sentence), reload);
  const cause = problem.word ? problem.cause : problem;
  if (cause) {
    const details = element("details", "boot__details", "");
    details.append(element("summary", "", words.details), element("code", "", String(cause)));
    alert.append(details);
  }
  if (sheet && !document.adoptedStyleSheets.length) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = sheet;
    document.head.append(link);
  }
  document.body.replaceChildren(alert);
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

function language() {
  let chosen;
  try {
    chosen = JSON.parse(localStorage.getItem("quarterdeck.prefs"))?.language;
  } catch {
    // No storage, or not ours: the browser's languages stand.
  }
  const wanted = chosen ? [chosen] : navigator.languages;
  const known = (tag) => Object.keys(WORDS).find((own) => own.slice(0, 2) === tag.slice(0, 2).toLowerCase());
  return wanted.map(known).find(Boolean) ?? "en";
}
