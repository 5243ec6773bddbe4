// The user behind a connection, as applications hold it, and the people they watch.

import { Dispatcher } from './dispatcher.js';
import { hide } from './hide.js';
import { SIGNIN } from './inputs.js';
import { debug } from './logger.js';

export class UserFacade extends Dispatcher {
  constructor(pusher) {
    super((event) => debug(`No callbacks on user for ${event}`));
    this.pusher = pusher;
    this.signin_requested = false;
    this.user_data = null;
    this.serverToUserChannel = null;
    this.signinDonePromise = null;
    this.watchlist = new WatchlistFacade(pusher);
    hide(this, '_resolve', undefined);
  }

  signin() {
    this.signin_requested = true;
    this.pusher._bridge.core.command(SIGNIN);
  }

  /** Sees to it that there is a promise for the sign-in that begins. */
  _begin() {
    if (this.signinDonePromise && !this.signinDonePromise.done) return;
    this.signinDonePromise = new Promise((resolve) => (this._resolve = resolve));
    this.signinDonePromise.done = false;
  }

  /** The sign-in has ended. */
  _end() {
    this._resolve?.();
    if (this.signinDonePromise) this.signinDonePromise.done = true;
  }
}

export class WatchlistFacade extends Dispatcher {
  constructor(pusher) {
    super((event) => debug(`No callbacks on watchlist events for ${event}`));
    this.pusher = pusher;
  }
}
