// Who this tab is on presence channels.
//
// The client holds `auth.params` by reference and reads it at each auth request, so a new name is
// in force as soon as it is written here; the presence channels are then joined again.

import { byId } from './dom.js';

const ANIMALS = [
  'Otter',
  'Heron',
  'Lynx',
  'Wren',
  'Badger',
  'Marten',
  'Curlew',
  'Hare',
  'Ibex',
  'Newt',
];
const STORED = 'pusher-wasm-demo-name';

/** An id per page load, so that two tabs are two people even when one was duplicated from the other. */
export function createIdentity() {
  const number = crypto.getRandomValues(new Uint32Array(1))[0];
  const animal = ANIMALS[number % ANIMALS.length];
  return {
    user_id: `tab-${number.toString(36)}`,
    user_name: readStored() ?? `${animal} ${(number >>> 8) % 100}`,
  };
}

/** Fills the name field and applies changes to it. */
export function mountIdentity(identity, channels) {
  const input = byId('name');
  input.value = identity.user_name;

  const apply = () => {
    const name = input.value.trim();
    if (name === '' || name === identity.user_name) return;
    identity.user_name = name;
    store(name);
    for (const channel of channels.all()) {
      if (channel.name.startsWith('presence-')) channels.renew(channel.name);
    }
  };
  input.addEventListener('change', apply);
  byId('name-form').addEventListener('submit', (event) => {
    event.preventDefault();
    apply();
  });
}

// sessionStorage throws where the user forbids storage.
function readStored() {
  try {
    return sessionStorage.getItem(STORED);
  } catch {
    return null;
  }
}

function store(name) {
  try {
    sessionStorage.setItem(STORED, name);
  } catch {
    // The name then lasts as long as the page.
  }
}
