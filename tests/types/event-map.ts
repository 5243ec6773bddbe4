// Event maps: what they make of `subscribe`, `bind`, `trigger` and `members`, and what they turn down.

import Pusher, { PresenceChannel } from 'pusher-wasm';
import type { Channel, Member, Members, Metadata, Options, Presence } from 'pusher-wasm';

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? unknown : never;
/** `exactly<T>()(value)` compiles if the value's type is T and nothing wider or narrower. */
declare function exactly<A>(): <B>(value: B & Same<A, B>) => void;

interface Order {
  id: number;
  total: number;
}
interface Profile {
  name: string;
}
interface OrderEvents {
  created: Order;
  cancelled: { id: number };
}
interface UserEvents {
  notice: string;
  'client-seen': { id: number };
  'client-ping': undefined;
}
interface Channels {
  orders: OrderEvents;
  [user: `private-user-${string}`]: UserEvents;
  'private-user-admin': UserEvents & { alarm: { level: 1 | 2 | 3 } };
  'presence-room': Presence<Profile, { message: { text: string }; 'client-typing': boolean }>;
  'presence-anonymous': { message: { text: string } };
  'cache-prices': { price: number };
}

const options: Options = { cluster: 'eu' };
const pusher = new Pusher<Channels>('key', options);
const id = 5;

// ---- channels, by name and by pattern ----

const orders = pusher.subscribe('orders');
exactly<Channel<OrderEvents>>()(orders);
const user = pusher.subscribe(`private-user-${id}`);
exactly<Channel<UserEvents>>()(user);
const room = pusher.subscribe('presence-room');
exactly<PresenceChannel<Channels['presence-room']>>()(room);
exactly<Channel<OrderEvents> | undefined>()(pusher.channel('orders'));
// @ts-expect-error may be undefined
pusher.channel('orders').name;
// @ts-expect-error no such channel
pusher.subscribe('order');
// @ts-expect-error
pusher.subscribe('private-usr-5');
// @ts-expect-error a name that the map cannot know
pusher.subscribe('orders' as string);
// @ts-expect-error
pusher.channel('order');
// @ts-expect-error no map
new Pusher<string>('key', options);

// ---- bind ----

orders
  .bind('created', (order) => exactly<Order>()(order))
  .bind('created', (order, metadata) => [exactly<Order>()(order), exactly<Metadata>()(metadata)])
  .bind('created', ({ total }) => total.toFixed(), globalThis)
  .bind('cancelled', async (order) => exactly<number>()(order.id))
  .bind('created', () => {})
  .bind('pusher:subscription_succeeded', (data) => exactly<unknown>()(data))
  .bind('pusher:subscription_error', ({ status }) => exactly<number | undefined>()(status))
  .bind('pusher:subscription_count', (data) => exactly<number>()(data.subscription_count))
  .bind('pusher:cache_miss', () => {})
  .unbind('created')
  .unbind('pusher:subscription_error')
  .unbind(undefined, () => {})
  .unbind_all();
// @ts-expect-error no such event
orders.bind('create', () => {});
// @ts-expect-error
orders.unbind('create');
// @ts-expect-error a callback that wants something else
orders.bind('created', (order: { sum: number }) => order.sum);
// @ts-expect-error
orders.bind('created', (order) => order.sum);
// @ts-expect-error more than there is
orders.bind('created', (order, metadata, third) => {});
// @ts-expect-error comes and goes on presence channels only
orders.bind('pusher:member_added', () => {});

const admin = pusher.subscribe('private-user-admin');
admin.bind('alarm', ({ level }) => exactly<1 | 2 | 3>()(level));
admin.bind('notice', (text) => exactly<string>()(text));
pusher.subscribe('cache-prices').bind('price', (price) => exactly<number>()(price));

orders.bind_global((name, data) => {
  if (name === 'created') exactly<Order>()(data);
  // @ts-expect-error no such event
  if (name === 'create') return;
});

// ---- trigger ----

exactly<boolean>()(user.trigger('client-seen', { id: 1 }));
user.trigger('client-ping', undefined);
// @ts-expect-error the wrong data
user.trigger('client-seen', { id: '1' });
// @ts-expect-error no such event
user.trigger('client-see', { id: 1 });
// @ts-expect-error the server's events are not sent
user.trigger('notice', 'text');
// @ts-expect-error nothing to send
orders.trigger('created', { id: 1, total: 1 });

// ---- members ----

room.bind('pusher:subscription_succeeded', (members) => exactly<Members<Profile>>()(members));
room.bind('pusher:member_added', (member) => exactly<Member<Profile>>()(member));
room.bind('pusher:member_removed', ({ info }) => exactly<string>()(info.name));
room.bind('message', ({ text }) => exactly<string>()(text));
room.bind('client-typing', (typing, { user_id }) => exactly<string | undefined>()(user_id));
room.trigger('client-typing', true);
room.members.each((member) => exactly<Profile>()(member.info));
exactly<Record<string, Profile>>()({ ...room.members.members });
exactly<string | undefined>()(room.members.get('1')?.info.name);
exactly<Profile | undefined>()(room.members.me?.info);
exactly<number>()(room.members.count);
// @ts-expect-error may be null
room.members.me.info;
// @ts-expect-error
room.members.get('1').info;
// @ts-expect-error nothing of the sort
room.bind('pusher:member_added', (member) => member.info.surname);
// @ts-expect-error
room.bind('pusher:member_adde', () => {});
const anonymous = pusher.subscribe('presence-anonymous');
anonymous.bind('pusher:member_added', ({ info }) => exactly<unknown>()(info));

// ---- the client's own callbacks ----

exactly<Pusher<Channels>>()(pusher.bind('created', (order) => exactly<Order>()(order)));
pusher.bind('message', ({ text }) => exactly<string>()(text));
pusher.bind('price', (price) => exactly<number>()(price)).unbind('price');
// @ts-expect-error no such event on any channel
pusher.bind('create', () => {});
pusher.bind_global((name, data) => {
  if (name === 'price') exactly<number>()(data);
});

// ---- one channel's events, without a map of all ----

const untyped = new Pusher('key', options);
exactly<Channel>()(untyped.subscribe('orders'));
const some = untyped.subscribe<OrderEvents>('orders');
some.bind('created', (order) => exactly<Order>()(order));
// @ts-expect-error no such event
some.bind('create', () => {});
const there = untyped.subscribe<Presence<Profile>>('presence-there');
there.members.each(({ info }) => exactly<Profile>()(info));
pusher.subscribe<OrderEvents>('elsewhere').bind('created', (order) => exactly<Order>()(order));
exactly<PresenceChannel<Presence<Profile>>>()(there);

// ---- code that knows no map goes on working ----

declare function takesAny(client: Pusher, channel: Channel): void;
takesAny(pusher, orders);
takesAny(pusher, room);
const asAny: Pusher = pusher;
const asMapped: Pusher<Channels> = untyped;
const inferred: Pusher<Channels> = new Pusher('key', options);
const channel: Channel<OrderEvents> = orders;
if (channel instanceof PresenceChannel) exactly<number>()(channel.members.count);
exactly<Channel>()({} as ReturnType<Pusher['subscribe']>);
exactly<Channel>()(({} as InstanceType<typeof Pusher>).subscribe('orders'));
export const wrapped = (...args: Parameters<Channel['bind']>) =>
  untyped.subscribe('x').bind(...args);

declare const either: Channel | PresenceChannel;
either.bind('created', (order: Order) => order.total).unbind('created');
either.trigger('client-x', {});

// ---- code that knows any map ----

export function listen<Events, Name extends keyof Events & string>(
  channel: Channel<Events>,
  name: Name,
  callback: (data: Events[Name]) => void,
) {
  channel.bind(name, callback);
  return () => channel.unbind(name, callback);
}
export function signal<Events, Name extends keyof Events & `client-${string}`>(
  channel: Channel<Events>,
  name: Name,
  data: Events[Name],
) {
  return channel.trigger(name, data);
}
export function follow<Map extends object, Name extends keyof Map & string>(
  client: Pusher<Map>,
  name: Name,
) {
  return client.subscribe(name);
}
follow(pusher, 'orders').bind('created', (order) => exactly<Order>()(order));
signal(user, 'client-seen', { id: 1 });
listen(orders, 'created', (order) => exactly<Order>()(order));
// @ts-expect-error no such event
listen(orders, 'create', () => {});

export { asAny, asMapped, inferred };
