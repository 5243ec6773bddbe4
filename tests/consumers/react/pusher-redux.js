// pusher-redux, which takes `require('pusher-js')` for the class.

import { configurePusher, disconnect, getChannel, subscribe, unsubscribe } from 'pusher-redux';
import { legacy_createStore as createStore } from 'redux';

const { key, ...options } = window.settings.options;

/** All actions but Redux's own. */
const store = createStore((actions = [], action) =>
  action.type.startsWith('@@') ? actions : [...actions, action],
);
configurePusher(store, key, options);

Object.assign(window, { store, disconnect, getChannel, subscribe, unsubscribe });
