// What applications write, in the types that they have today. It compiles against pusher-wasm and, with
// tsconfig.pusher-js.json, against pusher-js.

import Echo from 'laravel-echo';
import Pusher from 'pusher-wasm';
import type {
  AuthOptions,
  Authorizer,
  AuthorizerCallback,
  AuthorizerGenerator,
  Channel,
  ChannelAuthorizationCallback,
  ChannelAuthorizationHandler,
  ChannelAuthorizationOptions,
  ChannelAuthorizerGenerator,
  ConnectionManager,
  DeprecatedAuthOptions,
  Members,
  Options,
  PresenceChannel,
  Runtime,
  UserAuthenticationCallback,
  UserAuthenticationHandler,
  UserAuthenticationOptions,
} from 'pusher-wasm';

interface Message {
  id: number;
  text: string;
}
interface User {
  name: string;
}

// ---- the page: switches, hooks, a client ----

Pusher.logToConsole = true;
Pusher.log = (message) => console.debug(message);
Pusher.log = (message: string) => console.debug(message.length);
Pusher.Runtime.createXHR = function () {
  const xhr: any = new XMLHttpRequest();
  xhr.withCredentials = true;
  return xhr;
};
const runtime: Runtime = Pusher.Runtime;
const xhr = runtime.createXHR();
xhr.withCredentials = true;
xhr.onload = () => console.log(xhr.status, xhr.responseText);
runtime.createXHR = () => xhr;
const online: boolean = runtime.getNetwork().isOnline();
Pusher.ready();
Pusher.instances.forEach((client) => client.disconnect());

const pusher = new Pusher('key', {
  cluster: 'eu',
  forceTLS: location.protocol === 'https:',
  wsHost: 'localhost',
  wsPort: 6001,
  wssPort: 6001,
  wsPath: '/ws',
  httpHost: 'localhost',
  enabledTransports: ['ws', 'wss'],
  disabledTransports: ['sockjs'],
  activityTimeout: 30_000,
  enableStats: false,
  authEndpoint: '/broadcasting/auth',
  authTransport: 'ajax',
  auth: { headers: { 'X-CSRF-Token': 'token' }, params: { a: 1 } },
});
const { key, sessionID, config, options } = pusher;
const numbers: number[] = [sessionID, config.activityTimeout, config.wsPort];
options.auth!.headers.Authorization = `Bearer ${key}`;

// ---- channels ----

const channel: Channel = pusher.subscribe('news');
channel
  .bind('headline', (data: Message) => data.text)
  .bind('headline', async (data: Message) => void data)
  .bind('client-typing', (data: Message, metadata: { user_id?: string }) => metadata.user_id)
  .bind('headline', function (this: Date, data: Message) {}, new Date())
  .bind('x' as string, ((a: number, b: number, c: number) => a + b + c) as Function)
  .bind('pusher:subscription_succeeded', () => {})
  .bind('pusher:subscription_error', (status: number) => status)
  .bind('pusher:subscription_error', (e: { status: number; error: string }) => e.status)
  .bind('pusher:subscription_count', (d: { subscription_count: number }) => d.subscription_count)
  .bind_global((name: string, data: Message) => [name, data])
  .unbind('headline')
  .unbind(undefined, undefined, pusher)
  .unbind_global()
  .unbind_all();
const sent: boolean = channel.trigger('client-typing', { typing: true });
pusher.channels.channels['private-a'].trigger('client-x', {});
const found: Channel[] = [pusher.channel('a'), pusher.channels.find('b'), ...pusher.allChannels()];
pusher.bind('headline', (data: Message) => data.id).bind_global((name: string) => name);
pusher.unbind('headline').unbind_all(() => {});
pusher.unsubscribe('news');
let other = pusher.subscribe('presence-room');
other = pusher.subscribe('news');

const room = other as PresenceChannel;
room.bind('pusher:subscription_succeeded', (members: Members) => {
  const names: string[] = [];
  members.each((member: { id: string; info: User }) => names.push(member.info.name));
  members.each((member: any) => member.whatever);
  const me: { id: number; info: User } = members.me;
  const everybody: Record<string, User> = members.members;
  return [members.get('1').info.name, me.id, members.count, members.myID, everybody];
});
room.bind('pusher:member_added', (member: { id: number; info: User }) => member.info.name);

// ---- connection ----

const connection: ConnectionManager = pusher.connection;
connection
  .bind('state_change', (s: { previous: string; current: string }) => s.current)
  .bind('connected', (data: { socket_id: string }) => data.socket_id)
  .bind('connecting', (data: unknown) => data)
  .bind('connecting_in', (delay: number) => delay)
  .bind('error', (err: { error: { data: { code: number } } }) => err.error.data.code === 4004)
  .bind('error', (err: any) => err.whatever)
  .bind('message', (e: { event: string; data: any }) => e.event);
const state: string = connection.state;
const texts: string[] = [connection.socket_id, connection.connection.transport.name, state];
if (connection.state === 'connected') connection.send_event('client-x', {}, 'private-a');

// ---- authorization ----

const customHandler: ChannelAuthorizationHandler = ({ socketId, channelName }, callback) => {
  fetch(`/auth?${socketId}&${channelName}`)
    .then((response) => response.json())
    .then((data: { auth: string }) => callback(null, data))
    .catch((error) => callback(new Error(String(error)), null));
};
const channelAuthorization: ChannelAuthorizationOptions = { customHandler };
const userAuthentication: UserAuthenticationOptions = {
  endpoint: '/user',
  transport: 'ajax',
  headersProvider: () => ({ a: 'b' }),
};
const userHandler: UserAuthenticationHandler = (
  { socketId },
  callback: UserAuthenticationCallback,
) => callback(null, { auth: socketId, user_data: '{}' });
new Pusher('key', { cluster: '', channelAuthorization, userAuthentication });
new Pusher('key', {
  cluster: 'eu',
  channelAuthorization: { endpoint: '/auth', transport: 'jsonp', params: {}, headers: {} },
  userAuthentication: { customHandler: userHandler },
});

const auth: AuthOptions & DeprecatedAuthOptions = { headers: {} };
const authorizer: AuthorizerGenerator & ChannelAuthorizerGenerator = (channel, options) => {
  const result: Authorizer = {
    authorize: (socketId: string, callback: AuthorizerCallback) => {
      const same: ChannelAuthorizationCallback = callback;
      same(null, { auth: `${socketId}:${channel.name}:${options.authEndpoint}` });
    },
  };
  return result;
};
const settings: Options = { cluster: 'eu', auth, authorizer };

// ---- frameworks ----

export class Realtime extends Pusher {
  constructor(key: string, options: Partial<Options> = {}) {
    super(key, { ...options, cluster: options.cluster ?? 'eu' });
  }

  bind(event_name: string, callback: Function, context?: any): Pusher {
    return super.bind(`app:${event_name}`, callback, context);
  }

  subscribe(name: string): Channel {
    return super.subscribe(`private-${name}`);
  }
}

declare function useEffect(effect: () => void | (() => void), deps?: unknown[]): void;
declare function useState<T>(initial: T): [T, (value: T | ((before: T) => T)) => void];

export function useChannel<T>(client: Pusher, name: string, event: string) {
  const [messages, setMessages] = useState<T[]>([]);
  useEffect(() => {
    const channel = client.subscribe(name);
    const add = (data: T) => setMessages((before) => [...before, data]);
    channel.bind(event, add);
    return () => {
      channel.unbind(event, add);
      client.unsubscribe(name);
    };
  }, [client, name, event]);
  return messages;
}

export const vuePlugin = {
  install(app: { config: { globalProperties: Record<string, unknown> } }, options: Options) {
    app.config.globalProperties.$pusher = new Pusher('key', options);
  },
};

declare global {
  interface Window {
    Pusher: typeof Pusher;
    Echo: Echo<'reverb'>;
  }
}
window.Pusher = Pusher;
window.Echo = new Echo({
  broadcaster: 'reverb',
  key: 'key',
  wsHost: 'localhost',
  wsPort: 8080,
  forceTLS: false,
  enabledTransports: ['ws', 'wss'],
  client: new Pusher('key', settings),
});
const echo = new Echo({ broadcaster: 'pusher', key: 'key', cluster: 'eu', Pusher });
const behind: Pusher = echo.connector.pusher;
behind.connection.bind('connected', () => echo.socketId());

export { found, numbers, online, sent, texts };
