// XMLHttpRequest, played by the scenario.

/** @param {import('./world.js').World} world */
export function requestClass(world) {
  return class FakeRequest {
    constructor() {
      this.readyState = 0;
      this.status = 0;
      this.responseText = '';
      this.withCredentials = false;
      this.headers = [];
      this.script = new ScriptedRequest(world, this);
    }

    open(method, url, async) {
      this.readyState = 1;
      this.script.line = `${method} ${url}${async ? '' : ' (synchronous)'}`;
    }

    setRequestHeader(name, value) {
      this.headers.push(`${name}: ${value}`);
    }

    send(body) {
      this.script.sent(body);
    }

    abort() {
      // Of one that has ended this means nothing.
      if (this.readyState === 4) return;
      world.write(`${this.script.name} abort()`);
      this.script.aborted = true;
    }
  };
}

class ScriptedRequest {
  constructor(world, request) {
    this.world = world;
    this.request = request;
    this.aborted = false;
  }

  sent(body) {
    const { world, request } = this;
    this.name = `request ${world.requests.length}`;
    this.url = this.line.replace(/^\S+ /, '');
    this.body = body;
    world.requests.push(this);
    const credentials = request.withCredentials ? ' with credentials' : '';
    world.write(
      `${this.name} ${this.line}${credentials} [${request.headers.join('; ')}] ${world.print(body)}`,
    );
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
