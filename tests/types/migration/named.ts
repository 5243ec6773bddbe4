// An application's module, as bundlers take it: the default import with types beside it.

import Pusher, { Channel, Members, Options, PresenceChannel } from 'pusher-js';
import type { ChannelAuthorizationCallback, ConnectionManager, Runtime } from 'pusher-js';
import PusherWithEncryption from 'pusher-js/with-encryption';
import WorkerPusher from 'pusher-js/worker';

interface Props extends Partial<Options> {
  clientKey: string;
  onState?: (state: string) => void;
}

let client: Pusher | undefined;

export function connect({ clientKey, onState, ...options }: Props): Pusher {
  client ??= new Pusher(clientKey, { cluster: 'eu', ...options });
  client.connection.bind('state_change', ({ current }: { current: string }) => onState?.(current));
  client.connection.bind('error', (error: { error?: { data?: { code: number } } }) => {
    if (error.error?.data?.code === 4004) client?.disconnect();
  });
  return client;
}

type Handler<T> = (data: T, metadata?: { user_id?: string }) => void;

/** A hook's inside. */
export function listen<T = unknown>(
  channel: Channel | PresenceChannel | undefined,
  events: string[],
  handler: Handler<T>,
): () => void {
  if (!channel) return () => undefined;
  events.forEach((event) => channel.bind(event, handler));
  return () => events.forEach((event) => channel.unbind(event, handler));
}

export function join<T extends Channel & PresenceChannel>(name: string): T {
  return connect({ clientKey: 'key' }).subscribe(name) as T;
}

export class Presence {
  private readonly channel: PresenceChannel;
  users: Record<string, { name: string }> = {};

  constructor(pusher: Pusher, room: string) {
    this.channel = pusher.subscribe(`presence-${room}`) as PresenceChannel;
    this.channel.bind('pusher:subscription_succeeded', this.fill, this);
    this.channel.bind('pusher:member_added', (member: { id: string; info: { name: string } }) => {
      this.users[member.id] = member.info;
    });
    this.channel.bind('pusher:member_removed', ({ id }: { id: string }) => delete this.users[id]);
    this.channel.bind('pusher:subscription_error', (status: any) => console.error(status));
  }

  fill(members: Members) {
    members.each((member: any) => (this.users[member.id] = member.info));
  }

  get me(): { name: string } {
    return this.channel.members.me.info;
  }

  leave(): void {
    this.channel.unbind_all();
    this.channel.unsubscribe();
  }
}

/** The cache that libraries keep by channel. */
export const channels = new Map<string, { channel: Channel; count: number }>();
export type Subscribe = Pusher['subscribe'];
export type Made = ReturnType<Pusher['subscribe']>;
export type Instance = InstanceType<typeof Pusher>;
export type Arguments = ConstructorParameters<typeof Pusher>;
export const make = (...args: Arguments): Instance => new Pusher(...args);
export const first: Made = make('key', { cluster: 'eu' }).subscribe('first');
export const bound = (channel: Channel, ...args: Parameters<Channel['bind']>) =>
  channel.bind(...args);

/** A stand-in for tests. */
export const mock = {
  subscribe: (name: string) => ({ name, bind() {}, unbind() {} }) as unknown as Channel,
  unsubscribe() {},
  connection: { state: 'connected', bind() {} } as unknown as ConnectionManager,
} as Partial<Pusher> as Pusher;

export const withEncryption: Pusher = new PusherWithEncryption('key', { cluster: 'eu' });
export const inWorker = new WorkerPusher('key', { cluster: 'eu', forceTLS: true });
const other: typeof Pusher = PusherWithEncryption;
other.logToConsole = true;
WorkerPusher.log = (line) => postMessage(line);

export const options: Options = {
  cluster: 'eu',
  authorizer: (channel) => ({
    authorize(socketId, callback: ChannelAuthorizationCallback) {
      fetch('/auth', { method: 'POST', body: JSON.stringify({ socketId, name: channel.name }) })
        .then((response) => response.json())
        .then((data) => callback(null, data))
        .catch((error: Error) => callback(error, { auth: '' }));
    },
  }),
};
export const patch = (runtime: Runtime) => {
  const original = runtime.createXHR;
  runtime.createXHR = () => {
    const xhr = original.call(runtime);
    xhr.withCredentials = true;
    return xhr;
  };
};
