const { afterEach, beforeEach, expect, test } = require('@jest/globals');
const { live } = require('./live');

let stop;

beforeEach(() => {
  document.body.innerHTML = '<b id="state"></b><b id="private"></b><b id="headline"></b>';
});

afterEach(() => stop());

/** Waits until an element has the text. */
async function shows(id, text) {
  while (document.getElementById(id).textContent !== text) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('what the server sends is shown', async () => {
  stop = live();
  await shows('state', 'connected');
  await shows('private', 'subscribed');
  await shows('headline', 'It works');
  expect(document.body.textContent).toBe('connectedsubscribedIt works');
}, 20000);
