const show = (id, text) => (document.getElementById(id).textContent = text);

navigator.serviceWorker.onmessage = ({ data: { state, room, title } }) => {
  if (state) show('state', state);
  if (room) show('private', room);
  if (title) show('headlines', title);
};

// `/?module` takes the client in by an import, `/` by importScripts.
const [script, type] =
  location.search === '?module' ? ['/sw-module.js', 'module'] : ['/sw.js', 'classic'];
await navigator.serviceWorker.register(script, { type });
const { active } = await navigator.serviceWorker.ready;
active.postMessage('open');
