/** The WebSocket transport: sessions over `ws`. */
import { STATUS_CODES } from 'node:http';
import { WebSocketServer } from 'ws';
import { requestUrl } from './http.mjs';
import { Session } from './session.mjs';

/** @typedef {import('node:stream').Duplex} Duplex */

// Any prefix may stand before it: clients call it wsPath.
const APP_PATH = /\/app\/([^/]+)\/?$/;
const MAX_FRAME_BYTES = 1024 * 1024;

/**
 * @param {import('node:http').Server} httpServer
 * @param {import('./hub.mjs').Hub} hub
 * @returns {{ terminate(): void }}
 */
export function serveWebSockets(httpServer, hub) {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    autoPong: false,
  });
  /** @type {Set<Duplex>} */
  const unanswered = new Set();

  httpServer.on('upgrade', (req, socket, head) => {
    socket.on('error', () => socket.destroy());
    const url = requestUrl(req);
    const [, key] = APP_PATH.exec(url?.pathname ?? '') ?? [];
    if (!url || key === undefined) return answer(socket, 404);
    const { hanging, refusal } = hub.faults;
    if (refusal !== null) return answer(socket, refusal);
    if (hanging) {
      unanswered.add(socket);
      socket.on('close', () => unanswered.delete(socket));
      return;
    }
    server.handleUpgrade(req, socket, head, (ws) => {
      serve(ws, hub, { key, protocol: url.searchParams.get('protocol') });
    });
  });

  return {
    terminate() {
      for (const ws of server.clients) ws.terminate();
      for (const socket of unanswered) socket.destroy();
    },
  };
}

/**
 * @param {import('ws').WebSocket} ws
 * @param {import('./hub.mjs').Hub} hub
 * @param {{ key: string, protocol: string | null }} request
 */
function serve(ws, hub, request) {
  const session = new Session(hub, {
    send: (text) => ws.send(text),
    close: (code, reason) => ws.close(code, reason),
    terminate: () => ws.terminate(),
  });
  ws.on('message', (data) => session.receive(data.toString()));
  ws.on('ping', (data) => {
    if (!hub.faults.stalled) ws.pong(data);
  });
  ws.on('close', () => session.closed());
  ws.on('error', () => session.terminate());
  session.open(request);
}

/**
 * @param {Duplex} socket
 * @param {number} status
 */
function answer(socket, status) {
  const line = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}`;
  socket.end(`${line}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
