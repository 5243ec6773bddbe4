// Starts an installed Firefox. Playwright drives only a Firefox of its own making, so this is Puppeteer, over
// WebDriver BiDi, with as much of Playwright's face as the harness looks at. Not there: options of a context, locators.

import { EventEmitter } from 'node:events';
import puppeteer from 'puppeteer-core';
import { findFirefox, missingFirefox } from '../../../src/tools/browsers.mjs';

export const missingBrowser = missingFirefox;
/** What tests may ask of the browser beyond pages, scripts and sockets. */
export const can = [];

// Two pages of one test are open at once; the one behind must keep its timers and its share of the processor.
const PREFERENCES = {
  'dom.min_background_timeout_value': 4,
  'dom.min_background_timeout_value_without_budget_throttling': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
  'dom.ipc.processPriorityManager.enabled': false,
};

/** Starts headless Firefox. */
export async function launchBrowser() {
  const missing = missingBrowser();
  if (missing) throw new Error(missing);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox(),
    headless: true,
    acceptInsecureCerts: true,
    extraPrefsFirefox: PREFERENCES,
  });
  const inTurn = queue();
  return {
    newContext: async () => contextOf(await browser.createBrowserContext(), inTurn),
    close: () => browser.close(),
  };
}

/** Runs what it is given one after the other: Firefox loses tabs that are opened while others are closed. */
function queue() {
  let last = Promise.resolve();
  return (act) => (last = last.then(act, act));
}

function contextOf(inner, inTurn) {
  const context = {
    async newPage() {
      const page = new Page(await inTurn(() => inner.newPage()), context);
      await page.prepare();
      return page;
    },
    close: () => inTurn(() => inner.close()),
  };
  return context;
}

/** A page whose events are those of Playwright's: console, pageerror, websocket. */
class Page extends EventEmitter {
  #page;
  #sockets = new Map();

  constructor(page, context) {
    super();
    this.#page = page;
    this.context = () => context;
    page.on('console', (message) => this.emit('console', message));
  }

  /** WebDriver BiDi says nothing of WebSockets, and tells errors and warnings alike: the page itself tells better. */
  async prepare() {
    await this.#page.exposeFunction('__tell', (news) => {
      for (const [what, id, text] of news) {
        if (what === 'uncaught') this.emit('pageerror', text);
        else this.#socket(what, id, text);
      }
    });
    await this.#page.evaluateOnNewDocument(watch);
  }

  #socket(what, id, text) {
    if (what !== 'opened') return void this.#sockets.get(id).emit(what, { payload: text });
    const socket = Object.assign(new EventEmitter(), { url: () => text });
    this.#sockets.set(id, socket);
    this.emit('websocket', socket);
  }

  addInitScript({ content }) {
    return this.#page.evaluateOnNewDocument(content);
  }

  goto(url) {
    return this.#page.goto(url);
  }

  evaluate(fn, argument) {
    return this.#page.evaluate(call, String(fn), argument);
  }

  close() {
    return this.#page.close();
  }
}

/** Runs in the page: calls a function there, and comes back when all that it caused has been told. */
async function call(source, argument) {
  // An object that occurs twice would come out whole only once.
  const copy = (value) => {
    if (Array.isArray(value)) return value.map(copy);
    if (Object.prototype.toString.call(value) !== '[object Object]') return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
  };
  const result = await (0, eval)(`(${source})`)(argument);
  await window.__told();
  return copy(result);
}

/** Runs in the page before everything else. */
function watch() {
  const { __tell, setTimeout } = window;
  const news = [];
  // A call for each of ten thousand frames would take minutes.
  let told = Promise.resolve();
  window.__told = () => (news.length > 0 ? (told = __tell(news.splice(0))) : told);
  const tell = (...entry) => {
    if (news.push(entry) === 1) setTimeout(window.__told);
  };
  const uncaught = (error) => tell('uncaught', '', String(error?.message ?? error));
  addEventListener('error', ({ error, message }) => uncaught(error ?? message));
  addEventListener('unhandledrejection', ({ reason }) => uncaught(reason));

  const ids = new WeakMap();
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (data) {
    send.call(this, data);
    tell('framesent', ids.get(this), String(data));
  };
  window.WebSocket = new Proxy(WebSocket, {
    construct(target, args, newTarget) {
      const socket = Reflect.construct(target, args, newTarget);
      const id = `${performance.now()} ${Math.random()}`;
      ids.set(socket, id);
      tell('opened', id, socket.url);
      socket.addEventListener('message', ({ data }) => tell('framereceived', id, String(data)));
      socket.addEventListener('close', () => tell('close', id));
      return socket;
    },
  });
}
