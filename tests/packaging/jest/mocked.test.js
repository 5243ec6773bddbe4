/* global jest */

const { expect, test } = require('@jest/globals');
const Pusher = require('pusher-wasm');
const { live } = require('./live');

jest.mock('pusher-wasm');

test('the module can be mocked', () => {
  const channel = { bind: jest.fn() };
  Pusher.prototype.subscribe.mockReturnValue(channel);
  Pusher.mockImplementation(function () {
    this.connection = { bind: jest.fn() };
  });
  document.body.innerHTML = '<b id="headline"></b>';

  live()();

  const [event, onHeadline] = channel.bind.mock.calls[0];
  expect(event).toBe('headline');
  onHeadline({ title: 'Made up' });
  expect(document.getElementById('headline').textContent).toBe('Made up');
  expect(Pusher.prototype.disconnect).toHaveBeenCalledTimes(1);
});
