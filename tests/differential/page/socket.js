// WebSocket, played by the scenario.

/** @param {import('./world.js').World} world */
export function socketClass(world) {
  return class FakeWebSocket {
    static [Symbol.hasInstance](value) {
      return Boolean(value?.isFakeSocket);
    }

    constructor(url) {
      if (world.refuseSockets) throw new SyntaxError('scripted: no sockets');
      Object.defineProperty(this, 'isFakeSocket', { value: true });
      this.url = url;
      this.readyState = 0;
      this.script = new ScriptedSocket(world, this, `opens ${url}`);
    }

    send(text) {
      if (this.readyState === 0) throw new DOMException('scripted: not open', 'InvalidStateError');
      // Browsers drop without a word what is sent on a socket that is closing.
      if (this.readyState > 1) return;
      this.script.lane(`send ${text}`);
      this.script.sent.push(text);
    }

    close(...args) {
      if (this.readyState > 1) return;
      this.readyState = 2;
      if (world.takeBack(world.sockets, this.script)) return;
      const line = `close(${args.map((arg) => world.print(arg)).join(', ')})`;
      world.write(`${this.script.name} ${line}`);
      this.script.lane(line);
    }
  };
}

/** What a page has for SockJS: the library, played by the scenario. */
export function sockJSClass(world) {
  return class FakeSockJS {
    constructor(url) {
      if (world.refuseSockets) throw new Error('scripted: no SockJS');
      this.url = url;
      this.readyState = 0;
      this.script = new ScriptedSocket(world, this, `is a SockJS for ${url}`);
    }

    send(text) {
      if (this.readyState === 0) throw new Error('scripted: not open');
      if (this.readyState > 1) return false;
      this.script.lane(`send ${text}`);
      this.script.sent.push(text);
      return true;
    }

    close() {
      if (this.readyState > 1) return;
      this.readyState = 2;
      if (world.takeBack(world.sockets, this.script)) return;
      world.write(`${this.script.name} close()`);
    }
  };
}

/** The server's end of a socket, and the browser's. */
class ScriptedSocket {
  constructor(world, socket, beginning) {
    this.world = world;
    this.socket = socket;
    this.name = `socket ${world.sockets.length}`;
    this.sent = [];
    this.turn = world.clock.turns();
    world.sockets.push(this);
    world.write(`${this.name} ${beginning}`);
  }

  /** Frames are compared by socket: whether one goes out a turn later, nobody can see. */
  lane(text) {
    this.world.write(text, this.name);
  }

  /** Whether it leads to this app. */
  isFor(key) {
    return this.socket.url.includes(`/app/${key}?`);
  }

  open() {
    this.world.act(() => {
      this.socket.readyState = 1;
      this.socket.onopen?.({ type: 'open' });
    });
    return this;
  }

  /** The server's greeting. */
  handshake(socket_id = '1.1', activity_timeout = 120) {
    return this.event(
      'pusher:connection_established',
      JSON.stringify({ socket_id, activity_timeout }),
    );
  }

  /** A frame: an object is sent as JSON, a string as it is. None comes in on a socket that is not open. */
  message(frame) {
    if (this.socket.readyState === 0) return this;
    const data = typeof frame === 'string' ? frame : JSON.stringify(frame);
    this.world.source += data;
    this.world.act(() => this.socket.onmessage?.({ type: 'message', data }));
    return this;
  }

  event(event, data, channel, more) {
    return this.message({ event, channel, data, ...more });
  }

  error() {
    this.world.act(() => this.socket.onerror?.(new Event('error')));
    return this;
  }

  /** The socket's end, as the browser reports it. */
  close(code = 1006, reason = '', wasClean = code !== 1006) {
    this.world.act(() => {
      this.socket.readyState = 3;
      this.socket.onclose?.({ type: 'close', code, reason, wasClean });
    });
    return this;
  }
}
