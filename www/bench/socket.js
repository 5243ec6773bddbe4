// In the page: a WebSocket without a network, so that a benchmark times the library and nothing else.
// It opens by itself and sends the handshake; everything later arrives when the benchmark delivers it.

window.WebSocket = class WebSocket {
  /** The latest one made. */
  static last;

  constructor(url) {
    this.url = url;
    this.readyState = 0;
    /** Frames that came from the library and have not been answered. */
    this.sent = [];
    WebSocket.last = this;
    setTimeout(() => {
      this.readyState = 1;
      this.onopen({ type: 'open' });
      this.deliver(HANDSHAKE);
    });
  }

  /** A message from the server. The library has handled it when this returns. */
  deliver(text) {
    this.onmessage({ data: text });
  }

  send(text) {
    this.sent.push(text);
    if (this.sent.length === this.awaited) this.arrived();
  }

  close() {
    this.readyState = 3;
    setTimeout(() => this.onclose?.({ code: 1000, reason: '', wasClean: true }));
  }

  /** Resolves as soon as so many unanswered frames have been sent: pusher-js sends from timers. */
  async frames(count) {
    if (this.sent.length >= count) return;
    this.awaited = count;
    await new Promise((resolve) => (this.arrived = resolve));
  }

  /** The server's answers to what has been sent, for the caller to deliver; `data` is what each carries. */
  answers(data = '{}') {
    const frames = this.sent.map((text) => JSON.parse(text));
    this.sent = [];
    return frames
      .filter((frame) => frame.event === 'pusher:subscribe')
      .map(({ data: { channel } }) =>
        JSON.stringify({ event: 'pusher_internal:subscription_succeeded', data, channel }),
      );
  }
};

const HANDSHAKE = JSON.stringify({
  event: 'pusher:connection_established',
  data: JSON.stringify({ socket_id: '1234.5678', activity_timeout: 120 }),
});
