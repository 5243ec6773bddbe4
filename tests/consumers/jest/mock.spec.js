// pusher-js-mock in place of the client, as its README has it.

import { join } from './chat.js';

jest.mock('pusher-js', () => require('pusher-js-mock').PusherMock);

test('an event of the mock reaches the application', () => {
  const said = jest.fn();
  const { channel, leave } = join({ id: 'ann' }, 'news', said);
  channel.emit('said', { text: 'hello' });
  expect(said.mock.calls).toEqual([[{ text: 'hello' }]]);
  leave();
  channel.emit('said', { text: 'nobody listens' });
  expect(said).toHaveBeenCalledTimes(1);
});

test('a presence channel of the mock has members', async () => {
  const { channel } = join({ id: 'ann', info: { name: 'Ann' } }, 'presence-room', jest.fn());
  await Promise.resolve();
  expect(channel.members.me).toEqual({ id: 'ann', info: { name: 'Ann' } });
});
