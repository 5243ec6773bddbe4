// All areas, in the order of the parity table.

import options from './options.js';
import statics from './statics.js';
import states from './states.js';
import lastWord from './last-word.js';
import closeCodes from './close-codes.js';
import handshake from './handshake.js';
import activity from './activity.js';
import retry from './retry.js';
import strategy from './strategy.js';
import messages from './messages.js';
import channels from './channels.js';
import channelNames from './channel-names.js';
import presence from './presence.js';
import privateChannels from './private.js';
import handlers from './handlers.js';
import jsonp from './jsonp.js';
import clientEvents from './client-events.js';
import user from './user.js';
import encrypted from './encrypted.js';
import switchCluster from './switch-cluster.js';
import emitters from './emitters.js';
import internals from './internals.js';
import serverHabits from './server-habits.js';
import hostile from './hostile.js';
import http from './http.js';
import strategyHttp from './strategy-http.js';
import sockjs from './sockjs.js';
import timeline from './timeline.js';
import reentry from './reentry.js';
import parity from './parity.js';
import runtime from './runtime.js';
import replaced from './replaced.js';
import random from './random.js';
import randomPrograms from './random-programs.js';
import randomTransports from './random-transports.js';

export const areas = [
  ...[options, statics, states, lastWord, closeCodes, handshake, activity, retry, strategy],
  ...[
    messages,
    channels,
    channelNames,
    presence,
    privateChannels,
    handlers,
    jsonp,
    clientEvents,
    user,
  ],
  ...[encrypted, switchCluster, emitters, internals, serverHabits, hostile],
  ...[http, strategyHttp, sockjs, timeline],
  ...reentry,
  ...[parity, runtime, replaced, random, randomPrograms, randomTransports],
];
