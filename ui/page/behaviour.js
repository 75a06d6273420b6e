// Clicks inside an HTML part become events of the page; copying and focus stay in the browser.
const EVENTS = [
  'open', 'close', 'retry', 'rate', 'choose', 'sort', 'ask_remove', 'remove', 'spare',
];

const isPane = element.classList.contains('pq-pane');

if (element.classList.contains('pq-live')) {
  element.setAttribute('role', 'log');
  element.setAttribute('aria-live', 'polite');
}

element.addEventListener('click', (click) => {
  const copied = click.target.closest('[data-copy]');
  if (copied) return copy(copied);
  const target = click.target.closest('[data-event]');
  if (!target || target.disabled || !EVENTS.includes(target.dataset.event)) return;
  if (target.dataset.event === 'open' && !isPane) window.policyqaOpener = target;
  if (target.dataset.event === 'close') return close();
  trigger(target.dataset.event, { ...target.dataset });
});

if (isPane) {
  document.addEventListener('keydown', (key) => {
    if (key.key === 'Escape' && element.querySelector('[data-open]')) close();
  });
}

let asking = false;

watch('value', () => {
  const turn = element.querySelector('.pq-turn');
  const busy = Boolean(turn?.ariaBusy);
  if (busy || asking) turn?.scrollIntoView({ block: 'start' });
  asking = busy;
  const heading = element.querySelector('[data-focus]');
  if (heading) {
    heading.focus({ preventScroll: isPane });
    showQuote(element.querySelector('.pq-source'));
  }
  if (element.classList.contains('pq-uploads')) {
    element.querySelector('table, .pq-problem')?.scrollIntoView({ block: 'nearest' });
  }
  const report = element.querySelector('iframe.pq-report');
  if (report) report.setAttribute('loading', 'lazy');
});

// The quote into the middle of the pane; the page itself does not move.
function showQuote(source) {
  const mark = source?.querySelector('mark');
  if (!mark) return;
  const offset = mark.getBoundingClientRect().top - source.getBoundingClientRect().top;
  const below = offset + mark.offsetHeight - source.clientHeight;
  if (below > -24) source.scrollTop += Math.min(offset - 80, below + source.clientHeight / 4);
}

function close() {
  trigger('close', {});
  const opener = window.policyqaOpener;
  if (opener && opener.isConnected) opener.focus();
}

async function copy(button) {
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text); // no clipboard outside a secure context
  }
  const label = button.textContent;
  button.textContent = '已复制';
  setTimeout(() => { button.textContent = label; }, 1600);
}

function copyBySelection(text) {
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
