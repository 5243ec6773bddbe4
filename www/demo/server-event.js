// The form that makes the server send an event.

import { byId, setText } from './dom.js';
import { duration } from './format.js';
import { jsonField } from './json-field.js';
import { post } from './recovery.js';

export function mountServerEvent() {
  const data = jsonField(byId('server-data'), byId('server-data-problem'));
  const result = byId('server-result');

  byId('server-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!data.valid()) return byId('server-data').focus();
    setText(result, 'sending…');
    const startedAt = performance.now();
    const failure = await post('/demo/trigger', {
      channel: byId('server-channel').value.trim(),
      event: byId('server-event-name').value.trim(),
      data: data.value(),
    });
    result.classList.toggle('problem', failure !== '');
    setText(result, failure || `Accepted in ${duration(performance.now() - startedAt)}.`);
  });
}
