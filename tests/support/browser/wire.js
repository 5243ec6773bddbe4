// In the page, before the library: a WebSocket without a network, whose far end is `wire`, and a hold on the
// WebAssembly instances that the library makes, which it keeps to itself.

(function () {
  const handshake = (id) =>
    JSON.stringify({
      event: 'pusher:connection_established',
      data: JSON.stringify({ socket_id: id, activity_timeout: 120 }),
    });

  const wire = {
    /** Whether sockets open, and shake hands, by themselves. */
    automatic: true,
    /** The latest socket, and how many there have been. */
    last: undefined,
    opened: 0,
    /** Frames that the library has sent, newest last; only a few. */
    sent: [],
    /**
     * The WebAssembly instances that import something, as the client's do, oldest first. One that is `broken` traps
     * wherever it is entered.
     */
    instances: [],
    /** What answers a subscription; falsy for no answer. */
    confirm: (channel) => ({
      event: 'pusher_internal:subscription_succeeded',
      channel,
      data: channel.startsWith('presence-')
        ? '{"presence":{"hash":{"me":{}},"ids":["me"],"count":1}}'
        : '{}',
    }),
    /** Hands a message to the library, which has handled it when this returns. */
    tell: (message) => wire.last.tell(JSON.stringify(message)),
    /** The memory of the library's latest instance. */
    memory: () =>
      Object.values(wire.instances.at(-1).exports).find(
        (value) => value instanceof WebAssembly.Memory,
      ),
  };
  window.wire = wire;

  window.WebSocket = class WebSocket {
    readyState = 0;

    constructor(url) {
      this.url = url;
      this.id = `1.${(wire.opened += 1)}`;
      wire.last = this;
      if (wire.automatic) queueMicrotask(() => this.accept());
    }

    accept() {
      if (this.readyState !== 0) return;
      this.readyState = 1;
      this.onopen?.({ type: 'open' });
      this.tell(handshake(this.id));
    }

    tell(data) {
      this.onmessage?.({ data });
    }

    send(text) {
      wire.sent.push(text);
      if (wire.sent.length > 20) wire.sent.shift();
      const { event, data } = JSON.parse(text);
      const answer = event === 'pusher:subscribe' && wire.confirm?.(data.channel);
      if (answer) this.tell(JSON.stringify(answer));
    }

    /** The library closes. */
    close() {
      this.readyState = 3;
      queueMicrotask(() => this.end(1000));
    }

    /** The far end closes. */
    end(code = 1006, reason = '') {
      this.readyState = 3;
      this.onclose?.({ code, reason, wasClean: code !== 1006 });
    }
  };

  const { Instance, Module } = WebAssembly;
  // (module (func (export "trap") unreachable))
  const TRAP = '0061736d0100000001040160000003020100070801047472617000000a05010300000b';
  const bytes = Uint8Array.from(TRAP.match(/../g), (byte) => parseInt(byte, 16));
  const { trap } = new Instance(new Module(bytes)).exports;

  WebAssembly.Instance = class extends Instance {
    broken = false;
    #exports = {};

    constructor(module, imports) {
      super(module, imports);
      if (imports) wire.instances.push(this);
      for (const [name, value] of Object.entries(super.exports)) {
        this.#exports[name] =
          typeof value === 'function'
            ? (...args) => (this.broken ? trap() : value(...args))
            : value;
      }
    }

    get exports() {
      return this.#exports;
    }
  };
})();
