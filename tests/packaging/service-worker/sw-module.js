/* global live */
import Pusher from '/node_modules/pusher-wasm/pkg/esm/pusher.min.js';
import '/live.js';

self.onactivate = (event) => event.waitUntil(self.clients.claim());
self.onmessage = ({ source }) => live(Pusher, source);
