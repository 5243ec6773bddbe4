// laravel-echo as Laravel's documentation sets it up; `startEcho(options)` makes `window.echo`.

import Echo from 'laravel-echo';
import Pusher from 'pusher-js/with-encryption';

window.Pusher = Pusher;

const { key, ...options } = window.settings.options;

window.startEcho = (more) => {
  window.echo = new Echo({ broadcaster: 'pusher', key, ...options, ...more });
};
window.newPusher = () => new Pusher(key, options);
