// Jest's own mock, made by looking at the class.

import Pusher from 'pusher-js';
import { join } from './chat.js';

jest.mock('pusher-js');

test('the class is replaced by one that does nothing', () => {
  const channel = { bind: jest.fn(), unbind: jest.fn() };
  Pusher.prototype.subscribe.mockReturnValue(channel);
  const said = jest.fn();
  const { pusher, leave } = join({ id: 'ann' }, 'news', said);
  expect(Pusher).toHaveBeenCalledTimes(1);
  expect(Pusher.mock.calls[0][0]).toBe('APP_KEY');
  expect(pusher.subscribe).toHaveBeenCalledWith('news');
  expect(channel.bind).toHaveBeenCalledWith('said', said);
  leave();
  expect(pusher.unsubscribe).toHaveBeenCalledWith('news');
  expect(pusher.disconnect).toHaveBeenCalledTimes(1);
});
