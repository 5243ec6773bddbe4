// Requests by `fetch`, where there is no XMLHttpRequest: in service workers and on servers.

const DONE = 4;

/** As much of an XMLHttpRequest as ajax.js asks for. */
export class FetchRequest {
  status = 0;
  headers = {};

  open(method, url) {
    this.method = method;
    this.url = url;
  }

  setRequestHeader(name, value) {
    this.headers[name] = value;
  }

  async send(body) {
    try {
      const response = await fetch(this.url, { ...this, body });
      this.responseText = await response.text();
      this.status = response.status;
    } catch {
      // Out of reach: the status stays 0, as that of an XMLHttpRequest does.
    }
    this.readyState = DONE;
    this.onreadystatechange();
  }
}
