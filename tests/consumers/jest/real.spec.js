// The client itself in jsdom, with its methods spied on.

import Pusher from 'pusher-js';
import { join } from './chat.js';

test('it is made, and methods of its class can be replaced', () => {
  const subscribe = jest.spyOn(Pusher.prototype, 'subscribe');
  const { pusher, channel, leave } = join({ id: 'ann' }, 'news', jest.fn());
  expect(pusher).toBeInstanceOf(Pusher);
  expect(subscribe).toHaveBeenCalledWith('news');
  expect(channel.name).toBe('news');
  expect(pusher.connection.state).toBe('connecting');
  leave();
  expect(pusher.connection.state).toBe('disconnected');
});

test('a handler is called by what the application emits itself', () => {
  const said = jest.fn();
  const { channel, leave } = join({ id: 'ann' }, 'news', said);
  channel.emit('said', { text: 'hello' });
  expect(said.mock.calls).toEqual([[{ text: 'hello' }]]);
  leave();
});

test('reports go out, though jsdom has no TextEncoder', () => {
  const pusher = new Pusher('APP_KEY', { cluster: 'mt1', enableStats: true });
  pusher.timelineSender.send(true);
  pusher.disconnect();
  const { src } = document.querySelector('script');
  expect(src).toMatch(/^https:\/\/stats\.pusher\.com\/timeline\/v2\/jsonp\//);
  expect(atob(new URL(src).searchParams.get('key'))).toBe('APP_KEY');
});
