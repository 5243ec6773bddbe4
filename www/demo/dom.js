// Building and finding nodes. Text that came over the wire only ever goes through textContent here.

/** The element with this id; the page's markup promises that it exists. */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * An element. `props` are set as properties where the element has one of that name, as attributes
 * otherwise; a value of undefined or false leaves the attribute out. Children: nodes or text.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'class') node.className = value;
    else if (name in node && !name.includes('-')) node[name] = value;
    else if (value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Sets text only when it differs, so that live regions are not read out again for nothing. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Shows a page-wide message, for problems that leave nothing else to look at. */
export function showAlert(...content) {
  const alert = byId('alert');
  alert.replaceChildren(...content);
  alert.hidden = false;
}

/** A button that copies `text` and says so; without a clipboard (plain http) it selects `source`. */
export function copyButton(text, source) {
  const button = el('button', { type: 'button', class: 'quiet copy' }, 'Copy');
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(source);
      button.textContent = 'Selected';
    }
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  });
  return button;
}

/** Code with a copy button at its corner. */
export function snippet(code) {
  const pre = el('pre', { tabIndex: 0 }, el('code', {}, code));
  return el('div', { class: 'snippet' }, pre, copyButton(code, pre));
}
