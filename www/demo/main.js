// Starts the demo: one client, one bus, a panel each.

import { mountBreak } from './break-panel.js';
import { mountChannels } from './channels-panel.js';
import { createChannels } from './channels.js';
import { loadConfig } from './config.js';
import { mountConnection } from './connection-panel.js';
import { byId, el, showAlert } from './dom.js';
import { mountHeader } from './header.js';
import { createIdentity, mountIdentity } from './identity.js';
import { mountLog } from './log.js';
import { mountServerEvent } from './server-event.js';
import { openSession } from './session.js';
import { mountTimeline } from './timeline.js';

async function start() {
  if (typeof window.Pusher !== 'function') {
    byId('main').hidden = true;
    showAlert('pkg/ is not built: run ', el('code', {}, 'npm run build'), ' and reload this page.');
    return mountHeader(null);
  }

  const identity = createIdentity();
  const config = await loadConfig(identity);
  let session;
  try {
    session = openSession(window.Pusher, config);
  } catch (error) {
    return showAlert('new Pusher() refused these options: ', String(error?.message ?? error));
  }

  const channels = createChannels(session);
  mountLog(session.bus);
  mountConnection(session);
  mountTimeline(session);
  const panel = mountChannels(session, channels);
  mountIdentity(identity, channels);
  mountBreak(session, channels);
  mountServerEvent();
  mountHeader(session);

  for (const name of config.startChannels) panel.subscribe(name);
  if (config.startChannels.length > 0) panel.select(config.startChannels[0]);
}

start();
