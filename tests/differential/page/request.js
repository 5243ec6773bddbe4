// XMLHttpRequest, played by the scenario.

/**
 * @param {import('./world.js').World} world
 * @param {typeof ScriptedRequest} Script
 */
export function requestClass(world, Script = ScriptedRequest) {
  return class FakeRequest {
    constructor() {
      this.readyState = 0;
      this.status = 0;
      this.responseText = '';
      this.withCredentials = false;
      this.headers = [];
      this.script = new Script(world, this);
    }

    open(method, url, async) {
      this.readyState = 1;
      this.script.line = `${method} ${url}${async ? '' : ' (synchronous)'}`;
    }

    setRequestHeader(name, value) {
      this.headers.push(`${name}: ${value}`);
    }

    send(body) {
      if (world.refuseRequests) throw new DOMException('scripted: no requests', 'NetworkError');
      this.script.sent(body);
    }

    abort() {
      // Of one that has ended, or was never sent, this means nothing.
      if (this.readyState === 4 || !this.script.name) return;
      this.script.aborted = true;
      if (world.takeBack(world.requests, this.script)) return;
      world.write(`${this.script.name} abort()`);
    }
  };
}

export class ScriptedRequest {
  constructor(world, request) {
    this.world = world;
    this.request = request;
    this.aborted = false;
  }

  sent(body) {
    const { world, request } = this;
    this.url = this.line.replace(/^\S+ /, '');
    this.body = body;
    this.turn = world.clock.turns();
    const lane = this.register();
    const credentials = request.withCredentials ? ' with credentials' : '';
    world.write(
      `${this.name} ${this.line}${credentials} [${request.headers.join('; ')}] ${world.print(body)}`,
      lane,
    );
  }

  /** Takes a name, and its place among the requests. The result is the lane that it is told of in. */
  register() {
    this.name = `request ${this.world.requests.length}`;
    this.world.requests.push(this);
    return 'main';
  }

  /** The whole answer: an object is sent as JSON. */
  respond(status, body = '') {
    this.request.responseText = typeof body === 'string' ? body : JSON.stringify(body);
    return this.end(status);
  }

  /** Part of an answer that goes on. */
  chunk(text, status = 200) {
    this.request.responseText += text;
    this.request.status = status;
    return this.change(3);
  }

  /** The end of an answer; 0 where there was none. */
  end(status = 200) {
    this.request.status = status;
    return this.change(4);
  }

  change(readyState) {
    this.world.act(() => {
      if (this.aborted) return;
      this.request.readyState = readyState;
      if (readyState === 3 && !this.request.onreadystatechange) this.request.onprogress?.({});
      else this.request.onreadystatechange?.({});
    });
    return this;
  }
}
