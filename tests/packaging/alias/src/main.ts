import Pusher, { type Channel, type Members, type PresenceChannel } from 'pusher-js';
import { lobbyOf } from './lobby';
import { key, options } from './options';
import { watchSecret } from './secret';

interface Headline {
  title: string;
}

export function show(id: string, text: string) {
  document.getElementById(id)!.textContent = text;
}

Pusher.logToConsole = import.meta.env.DEV;
const pusher: Pusher = new Pusher(key, options);

pusher.connection.bind('state_change', (states: { previous: string; current: string }) =>
  show('state', states.current),
);
pusher.connection.bind('error', (error: unknown) => console.warn(error));

const news: Channel = pusher.subscribe('news');
news.bind('headline', (data: Headline) => {
  const item = document.createElement('li');
  item.textContent = data.title;
  document.getElementById('headlines')!.append(item);
});

const room = pusher.subscribe('private-room');
room.bind('pusher:subscription_succeeded', () => {
  show('private', 'subscribed');
  room.trigger('client-typing', { by: 'Ann' });
});
room.bind('pusher:subscription_error', (status: any) => show('private', `refused: ${status}`));

const lobby = pusher.subscribe('presence-lobby') as PresenceChannel;
lobby.bind('pusher:subscription_succeeded', (members: Members) => {
  show('members', lobbyOf(members).join());
  show('me', lobby.members.me.info.name);
});

watchSecret((text) => show('secret', text));

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => show('worker', data);
