// Runs before the first paint, so that a chosen theme does not flash.
try {
  const theme = localStorage.getItem('astrofile-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // no storage: the theme of the system it is
}
