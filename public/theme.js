// Before the first paint: the theme the operator chose, so that nothing flashes. The styles come a
// moment later; until then the page is as light or dark as its meta tag says.
try {
  const theme = JSON.parse(localStorage.getItem("quarterdeck.prefs"))?.theme;
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
    document.querySelector('meta[name="color-scheme"]').content = theme;
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.media = meta.dataset.scheme === theme ? "all" : "not all";
    }
  }
} catch { /* no storage, or not ours: the system's theme stands */ }
