// Before the first paint: the theme the operator chose, so that nothing flashes.
try {
  const theme = JSON.parse(localStorage.getItem("quarterdeck.prefs"))?.theme;
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch { /* no storage, or not ours: the system's theme stands */ }
