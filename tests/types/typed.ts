// What our types know beyond pusher-js's, and what they turn down.

import DefaultPusher, {
  Channel,
  ConnectionManager,
  PresenceChannel,
  Pusher,
  Runtime,
} from 'pusher-wasm';
import type { ConnectionState, Member, Members, Options, SubscriptionError } from 'pusher-wasm';

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? unknown : never;
/** `exactly<T>()(value)` compiles if the value's type is T and nothing wider or narrower. */
declare function exactly<A>(): <B>(value: B & Same<A, B>) => void;

exactly<typeof Pusher>()(DefaultPusher);
exactly<Runtime>()(Runtime);

const pusher = new Pusher('key', { cluster: 'eu' });

// ---- callbacks know what they get ----

pusher.connection
  .bind('state_change', (change) => {
    exactly<ConnectionState>()(change.previous);
    exactly<ConnectionState>()(change.current);
  })
  .bind('connected', (data) => exactly<string>()(data.socket_id))
  .bind('connecting_in', (seconds) => exactly<number>()(seconds))
  .bind('message', (message) => exactly<string | undefined>()(message.channel))
  .bind('disconnected', () => {})
  .bind('error', (error) => {
    console.log(error.error.data.code);
    if (error.type === 'HandshakeError' && typeof error.error !== 'string') {
      exactly<'MessageParseError'>()(error.error.type);
    }
  })
  .bind('whatever', (data) => data.anything);

exactly<ConnectionState>()(pusher.connection.state);

const channel = pusher.subscribe('presence-room');
channel
  .bind('pusher:subscription_error', (error) => {
    exactly<SubscriptionError>()(error);
    exactly<'AuthError'>()(error.type);
    exactly<number | undefined>()(error.status);
  })
  .bind('pusher:subscription_count', (data) => exactly<number>()(data.subscription_count))
  .bind('client-x', (data, { user_id }) => [data.anything, exactly<string | undefined>()(user_id)])
  .bind_global((name, data) => [exactly<string>()(name), data.anything]);
exactly<number | undefined>()(channel.subscriptionCount);

if (channel instanceof PresenceChannel) {
  channel
    .bind('pusher:subscription_succeeded', (members) => exactly<Members>()(members))
    .bind('pusher:member_added', (member) => exactly<Member>()(member))
    .bind('pusher:member_removed', (member) => exactly<Member>()(member))
    .bind('pusher:subscription_error', (error) => exactly<SubscriptionError>()(error))
    .members.each((member) => exactly<Member>()(member));
}

pusher.bind_global((name, data) => [name.length, data.anything]);
pusher.bind('headline', (data) => data.anything);

// ---- hooks take the browser's own objects as they are ----

Pusher.Runtime.createXHR = function () {
  const xhr = new XMLHttpRequest();
  xhr.withCredentials = true;
  return xhr;
};
Pusher.Runtime.createWebSocket = (url) => new WebSocket(url);
Pusher.Runtime.getXHRAPI = () => XMLHttpRequest;
Pusher.Runtime.getWebSocketAPI = () => WebSocket;
exactly<Document>()(Pusher.Runtime.getDocument());

// ---- options have defaults ----

new Pusher('key', { cluster: 'eu', channelAuthorization: { endpoint: '/auth' } });
new Pusher('key', { cluster: 'eu', channelAuthorization: { headersProvider: () => ({}) } });

// ---- what is wrong ----

// @ts-expect-error no options
new Pusher('key');
// @ts-expect-error no key
new Pusher({ cluster: 'eu' });
// @ts-expect-error no cluster
new Pusher('key', { forceTLS: true });
// @ts-expect-error a cluster that may be missing
new Pusher('key', { cluster: undefined as string | undefined });
// @ts-expect-error keys that nobody reads
new Pusher('key', { cluster: 'eu', encrypted: true });
// @ts-expect-error
new Pusher('key', { cluster: 'eu', broadcaster: 'pusher' });
// @ts-expect-error
const settings: Options = { cluster: 'eu', namespace: 'App.Events' };
// @ts-expect-error
new Pusher('key', { cluster: 'eu', channelAuthorization: { url: '/auth' } });
// @ts-expect-error values of the wrong type
new Pusher('key', { cluster: 'eu', forceTLS: 'no' });
// @ts-expect-error
new Pusher('key', { cluster: 'eu', enabledTransports: ['websocket'] });
// @ts-expect-error
new Pusher('key', { cluster: 'eu', pongTimeout: '1s' });
// @ts-expect-error
new Pusher('key', { cluster: 'eu', authTransport: 'fetch' });
// @ts-expect-error
new Pusher('key', { cluster: 'eu', authorizer: () => ({ ask() {} }) });
new Pusher('key', {
  cluster: 'eu',
  // @ts-expect-error a grant without a signature
  channelAuthorization: { customHandler: (_, callback) => callback(null, {}) },
});

// @ts-expect-error nothing to call
channel.bind('headline');
// @ts-expect-error
channel.bind('headline', 'callback');
// @ts-expect-error no data
channel.trigger('client-x');
// @ts-expect-error no name
pusher.subscribe();
pusher.connection.bind('state_change', (change) => {
  // @ts-expect-error no such state
  return change.current === 'reconnecting';
});
// @ts-expect-error
pusher.connection.bind('connected', (data) => data.socketId);
// @ts-expect-error made by `subscribe` only
new Channel('news', pusher);
// @ts-expect-error made by a client only
new ConnectionManager('key', {});
// @ts-expect-error hooks that return nothing of use
Pusher.Runtime.createXHR = () => ({});

export { settings };
