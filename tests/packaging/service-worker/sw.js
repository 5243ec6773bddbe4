/* global importScripts, live */
importScripts('/node_modules/pusher-wasm/pkg/web/pusher.min.js', '/live.js');

self.onactivate = (event) => event.waitUntil(self.clients.claim());
self.onmessage = ({ source }) => live(self.Pusher, source);
