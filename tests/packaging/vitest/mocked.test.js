import Pusher from 'pusher-wasm';
import { expect, test, vi } from 'vitest';
import { live } from './live.js';

vi.mock('pusher-wasm');

test('the module can be mocked', () => {
  const channel = { bind: vi.fn() };
  Pusher.prototype.subscribe.mockReturnValue(channel);
  Pusher.mockImplementation(function () {
    this.connection = { bind: vi.fn() };
  });
  document.body.innerHTML = '<b id="headline"></b>';

  live()();

  const [event, onHeadline] = channel.bind.mock.calls[0];
  expect(event).toBe('headline');
  onHeadline({ title: 'Made up' });
  expect(document.getElementById('headline').textContent).toBe('Made up');
  expect(Pusher.prototype.disconnect).toHaveBeenCalledTimes(1);
});
