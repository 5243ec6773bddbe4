import { Injectable, signal, type OnDestroy } from '@angular/core';
import Pusher from 'pusher-wasm';

// By `ng build --define`.
declare const PUSHER_KEY: string;
declare const PUSHER_HOST: string;
declare const PUSHER_PORT: string;

/** What the server tells. */
@Injectable({ providedIn: 'root' })
export class Live implements OnDestroy {
  readonly state = signal('initialized');
  readonly room = signal('');
  readonly headlines = signal<string[]>([]);

  private readonly pusher = new Pusher(PUSHER_KEY, {
    cluster: '',
    wsHost: PUSHER_HOST,
    wsPort: Number(PUSHER_PORT),
    forceTLS: false,
    channelAuthorization: {
      endpoint: `http://${PUSHER_HOST}:${PUSHER_PORT}/pusher/auth`,
      transport: 'ajax',
    },
  });

  constructor() {
    this.pusher.connection.bind('state_change', ({ current }: { current: string }) =>
      this.state.set(current),
    );

    const news = this.pusher.subscribe('news');
    news.bind('headline', ({ title }: { title: string }) =>
      this.headlines.update((titles) => [...titles, title]),
    );

    const channel = this.pusher.subscribe('private-room');
    channel.bind('pusher:subscription_succeeded', () => this.room.set('subscribed'));
    channel.bind('pusher:subscription_error', () => this.room.set('refused'));
  }

  ngOnDestroy() {
    this.pusher.disconnect();
  }
}
