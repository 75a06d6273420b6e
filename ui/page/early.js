// Runs before Gradio: its own words in Chinese whatever the browser speaks, and the type size and
// colours that the reader has chosen before.
for (const [name, value] of [['language', 'zh-CN'], ['languages', ['zh-CN', 'zh']]]) {
  Object.defineProperty(navigator, name, { get: () => value, configurable: true });
}
// Labels that Gradio writes in English in every language.
const LABELS = {
  'More tabs': '更多页签',
  'Click to upload or drop files': '点击或拖放以上传文件',
  'File upload': '上传文件',
  'Remove this file': '移除这个文件',
  'common.upload': '上传',
  'Clear': '清除',
  'Remove': '移除',
};
new MutationObserver(() => {
  for (const element of document.querySelectorAll('[aria-label]')) {
    const label = LABELS[element.getAttribute('aria-label')];
    if (label) element.setAttribute('aria-label', label);
  }
  for (const field of document.querySelectorAll('input[aria-label$="（可多选）"]')) {
    if (!field.placeholder) field.placeholder = '不限';
  }
  const large = String(document.documentElement.classList.contains('pq-large'));
  const type = document.querySelector('[data-page="type"]');
  if (type && type.ariaPressed !== large) type.ariaPressed = large;
}).observe(document.documentElement, { childList: true, subtree: true });

(() => {
  const root = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window */ } };
  const dark = () => document.body.classList.contains('dark');
  if (kept('policyqa-type') === 'large') root.classList.add('pq-large');

  // A question begun on the page that was shown while the program started (`starting.html`).
  const draft = (() => {
    try {
      const found = sessionStorage.getItem('policyqa-draft');
      sessionStorage.removeItem('policyqa-draft');
      return found && JSON.parse(found);
    } catch { return null; }
  })();
  if (draft) {
    const watch = new MutationObserver(() => {
      const box = document.querySelector('.pq-question-box textarea');
      if (!box || !document.querySelector('.pq-welcome, .pq-turn')) return;
      watch.disconnect();
      box.value = draft.text;
      box.dispatchEvent(new Event('input', { bubbles: true }));
      box.focus();
      box.setSelectionRange(draft.at, draft.at);
      if (draft.asked) setTimeout(() => document.querySelector('.pq-question-box button').click());
    });
    watch.observe(root, { childList: true, subtree: true });
  }

  const settle = () => {
    const colours = kept('policyqa-colours');
    if (colours && document.body) document.body.classList.toggle('dark', colours === 'dark');
  };
  document.addEventListener('DOMContentLoaded', () => {
    settle();
    // Gradio sets the class once more when it has read its configuration
    new MutationObserver(() => {
      if (kept('policyqa-colours') && dark() !== (kept('policyqa-colours') === 'dark')) settle();
    }).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  });
  document.addEventListener('click', (click) => {
    // what opens below the lower edge of the window comes into view
    const opened = click.target.closest('.pq-filters > .label-wrap');
    if (opened) setTimeout(() => opened.closest('.pq-composer').scrollIntoView({ block: 'nearest' }), 60);
    const button = click.target.closest('[data-page]');
    if (!button) return;
    if (button.dataset.page === 'type') {
      const large = root.classList.toggle('pq-large');
      keep('policyqa-type', large ? 'large' : 'normal');
      button.ariaPressed = String(large);
    } else if (button.dataset.page === 'colours') {
      keep('policyqa-colours', dark() ? 'light' : 'dark');
      settle();
    } else if (button.dataset.page === 'skip') {
      document.querySelector('.pq-question-box textarea')?.focus();
    }
  });
})();
