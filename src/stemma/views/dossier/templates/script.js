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
    const list = document.getElementById(box.dataset.filters);
    const claims = list.querySelectorAll('.claim');
    box.parentElement.hidden = false;
    box.addEventListener('input', () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const part of list.querySelectorAll('.rest')) part.open = words.length > 0;
      for (const claim of claims) claim.hidden = !words.every((word) => claim.textContent.toLowerCase().includes(word));
    });
  }
  for (const button of document.querySelectorAll('button[data-saves]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const drawing = new XMLSerializer().serializeToString(document.querySelector(`#${button.dataset.saves} svg.tree`));
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([drawing], { type: 'image/svg+xml' }));
      link.download = 'derivations.svg';
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  }
  addEventListener('beforeprint', () => { for (const part of document.querySelectorAll('details.claim, details.rest, details.background')) part.open = true; });
})();
