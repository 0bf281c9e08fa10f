(() => {
  'use strict';
  const root = document.documentElement;
  const theme = document.getElementById('theme');
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const name = () => { theme.textContent = isDark() ? 'Light' : 'Dark'; };
  theme.hidden = false;
  name();
  theme.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; name(); });
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let node = target; node; node = node.parentElement) if (node.tagName === 'DETAILS') node.open = true;
    target.scrollIntoView({ block: target.tagName === 'MARK' ? 'center' : 'start' });
    if (target.tagName === 'MARK') { target.tabIndex = -1; target.focus({ preventScroll: true }); }
  };
  addEventListener('hashchange', reveal);
  if (location.hash) reveal();
  for (const box of document.querySelectorAll('input[data-filters]')) {
    const claims = [...document.getElementById(box.dataset.filters).children];
    box.parentElement.hidden = false;
    box.addEventListener('input', () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const claim of claims) claim.hidden = !words.every((word) => claim.textContent.toLowerCase().includes(word));
    });
  }
  addEventListener('beforeprint', () => { for (const part of document.querySelectorAll('details.claim')) part.open = true; });
})();
