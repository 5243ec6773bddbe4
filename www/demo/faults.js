// The faults of the 'Break it' panel: what each does and how its recovery is measured.
// `run({pusher, channels, say, post})` tells the story through `say`; see break-panel.js.

import { duration } from './format.js';
import { nextEvent, watchStates } from './recovery.js';

const LONG = 180_000;
const SHORT = 5_000;

/** Harm, then wait for the connection to be lost and to come back. Resolves to false if no harm was done. */
async function loseAndRecover({ pusher, say }, harm, patience = SHORT) {
  const watch = watchStates(pusher.connection);
  const failure = await harm();
  if (failure) {
    watch.stop();
    say(failure);
    return false;
  }
  say('waiting for the client to notice…');
  const lost = await watch.reached((state) => state !== 'connected', { timeout: patience });
  if (!lost) {
    watch.stop();
    say(`nothing happened within ${duration(patience)}`);
    return true;
  }
  say(`noticed after ${duration(lost.after)}, now ${lost.state}…`);
  const back = await watch.reached((state) => state === 'connected', {
    from: lost.index,
    timeout: LONG,
  });
  watch.stop();
  say(
    back ? `recovered in ${duration(back.after)}` : `not connected again within ${duration(LONG)}`,
  );
  return true;
}

export function drop(context) {
  return loseAndRecover(context, () => context.post('/faults/drop'));
}

export function comeBackLater(context) {
  return loseAndRecover(context, () => context.post('/faults/close', { code: 4100 }));
}

export async function refuse({ pusher, say, post }) {
  const watch = watchStates(pusher.connection);
  const failure = await post('/faults/close', { code: 4001 });
  if (failure) return say(failure);
  const refused = await watch.reached((state) => state === 'disconnected', { timeout: SHORT });
  if (!refused) return say('the client was not refused');
  say(`disconnected after ${duration(refused.after)}; watching whether it retries…`);
  const retry = await watch.reached(() => true, { from: refused.index + 1, timeout: 3_000 });
  say(
    retry
      ? `left disconnected after ${duration(retry.after)}`
      : 'no retry in 3 s, as it should be: press Connect',
  );
  const back = await watch.reached((state) => state === 'connected', {
    from: refused.index,
    timeout: LONG,
  });
  watch.stop();
  if (back) say(`recovered in ${duration(back.after)}, when you pressed Connect`);
}

/** On: until the activity check fails. Off: the same story ends by itself. */
export async function stall(context, on) {
  if (!on) {
    const failure = await context.post('/faults/stall', { on });
    if (failure) context.say(failure);
    return failure === '';
  }
  return loseAndRecover(context, () => context.post('/faults/stall', { on }), 30_000);
}

/** On: the open one is cut, new ones are refused. Off: the same story ends by itself. */
export async function blockWebSockets(context, on) {
  const { post, say } = context;
  const failure = await post('/faults/refuse', { on });
  if (failure) say(failure);
  if (!on || failure) return failure === '';
  return loseAndRecover(context, () => post('/faults/drop'));
}

export async function malformed({ pusher, say, post }) {
  const watch = watchStates(pusher.connection);
  const reported = nextEvent(pusher.connection, 'error', { timeout: SHORT });
  const failure = await post('/faults/frame');
  if (failure) return say(failure);
  const error = await reported;
  const lost = await watch.reached(() => true, { timeout: 1_000 });
  watch.stop();
  const fate = lost
    ? `the connection went ${lost.state}`
    : 'recovered in 0 ms: the connection stayed up';
  say(
    error ? `${error.data.type} after ${duration(error.after)}; ${fate}` : 'no error was reported',
  );
}

export async function authFails({ channels, say, post }) {
  const name =
    channels.all().find((entry) => /^(private|presence)-/.test(entry.name))?.name ?? 'private-room';
  const failure = await post('/faults/auth', { status: 403, times: 1 });
  if (failure) return say(failure);
  channels.renew(name);
  const { channel } = channels.get(name);
  const startedAt = performance.now();
  const refused = await nextEvent(channel, 'pusher:subscription_error', { timeout: SHORT });
  if (!refused) return say(`no subscription_error came for ${name}`);
  const first = `${refused.data.status ?? refused.data.type} for ${name} after ${duration(refused.after)}`;
  say(`${first}; subscribing again in a second…`);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const succeeded = nextEvent(channel, 'pusher:subscription_succeeded', { timeout: SHORT });
  channels.subscribe(name);
  const recovered = (await succeeded) && `recovered in ${duration(performance.now() - startedAt)}`;
  say(`${first}; ${recovered ?? 'still not subscribed'}`);
}

export async function goOffline({ pusher, say }) {
  const answered = nextEvent(pusher.connection, 'message', {
    test: (message) => message.event === 'pusher:pong',
    timeout: 4_500,
  });
  window.dispatchEvent(new Event('offline'));
  say('asked the server at once…');
  const pong = await answered;
  if (pong) return say(`pong after ${duration(pong.after)}: connection kept`);
  return loseAndRecover({ pusher, say }, () => '', LONG);
}

export async function goOnline({ pusher, say }) {
  const { state } = pusher.connection;
  const watch = watchStates(pusher.connection);
  window.dispatchEvent(new Event('online'));
  if (state !== 'connecting' && state !== 'unavailable') return say(`nothing to do while ${state}`);
  say('retrying at once…');
  const back = await watch.reached((reached) => reached === 'connected', { timeout: LONG });
  watch.stop();
  say(back ? `recovered in ${duration(back.after)}` : 'still no connection');
}
