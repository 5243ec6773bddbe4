// bind, unbind and their relatives.

import { area } from '../area.js';

/** The three kinds of emitters that programs hold. */
const EMITTERS = {
  client: (pusher) => pusher,
  connection: (pusher) => pusher.connection,
  channel: (pusher) => pusher.subscribe('a'),
  user: (pusher) => pusher.user,
  watchlist: (pusher) => pusher.user.watchlist,
};

/** Emits on whatever it is. */
const emit = (emitter, ...args) => (emitter.global_emitter ?? emitter).emit(...args);

export default area('emitters', (scenario) => {
  for (const [kind, pick] of Object.entries(EMITTERS)) {
    scenario(`${kind}: bind and friends return the object`, ({ client, log }) => {
      const emitter = pick(client());
      const fn = () => {};
      log('bind', emitter.bind('x', fn) === emitter, emitter.bind_global(fn) === emitter);
      log('unbind', emitter.unbind('x', fn) === emitter, emitter.unbind_global(fn) === emitter);
      log('all', emitter.unbind_all() === emitter, emitter.unbind() === emitter);
    });

    scenario(`${kind}: what callbacks get`, ({ client, log }) => {
      const emitter = pick(client());
      const context = { me: true };
      emitter.bind('x', function (...args) {
        log('plain', this === window, args.length, ...args);
      });
      emitter.bind(
        'x',
        function (...args) {
          log('context', this === context, args.length, ...args);
        },
        context,
      );
      emitter.bind_global(function (...args) {
        log('global', args.length, ...args);
      });
      for (const data of [1, 0, '', null, undefined, false, { a: 1 }]) emit(emitter, 'x', data);
      emit(emitter, 'x', 1, { user_id: '1' });
      emit(emitter, 'x', undefined, {});
      emit(emitter, 'y', 1);
    });

    scenario(`${kind}: unbind narrows by name, function and context`, ({ client, log }) => {
      const emitter = pick(client());
      const [a, b] = [() => log('a'), () => log('b')];
      const context = {};
      const all = () => {
        emitter.unbind_all();
        for (const name of ['x', 'y']) {
          emitter.bind(name, a).bind(name, b).bind(name, a, context).bind(name, a);
        }
      };
      const shoot = (label) => {
        log(label);
        emit(emitter, 'x', 1);
        log('y');
        emit(emitter, 'y', 1);
      };
      for (const [label, ...args] of [
        ['name', 'x'],
        ['function', undefined, a],
        ['context', undefined, undefined, context],
        ['name and function', 'x', a],
        ['name and context', 'x', null, context],
        ['all three', 'x', a, context],
        ['function and context', null, a, context],
        ['unknown', 'z', a],
        ['nothing'],
      ]) {
        all();
        emitter.unbind(...args);
        shoot(label);
      }
    });

    scenario(`${kind}: unbind_global`, ({ client, log }) => {
      const emitter = pick(client());
      const [a, b] = [(event) => log('a', event), (event) => log('b', event)];
      emitter.bind_global(a).bind_global(b).bind_global(a);
      emit(emitter, 'x', 1);
      emitter.unbind_global(a);
      emit(emitter, 'x', 1);
      emitter.unbind_global();
      emit(emitter, 'x', 1);
    });
  }

  scenario('the same function twice is called twice', ({ client, log }) => {
    const pusher = client();
    const fn = () => log('called');
    pusher.bind('x', fn).bind('x', fn);
    emit(pusher, 'x');
  });

  scenario('binding while an event is emitted', ({ client, log }) => {
    const pusher = client();
    pusher.bind('x', () => {
      log('first');
      pusher.bind('x', () => log('late'));
      pusher.bind_global(() => log('late global'));
    });
    emit(pusher, 'x');
    emit(pusher, 'x');
  });

  scenario('unbinding while an event is emitted', ({ client, log }) => {
    const pusher = client();
    const last = () => log('last');
    const lastGlobal = () => log('last global');
    pusher.bind_global(() => {
      log('global');
      pusher.unbind_global(lastGlobal);
    });
    pusher.bind_global(lastGlobal);
    pusher.bind('x', function once() {
      log('once');
      pusher.unbind('x', once);
      pusher.unbind('x', last);
    });
    pusher.bind('x', last);
    emit(pusher, 'x');
    emit(pusher, 'x');
  });

  scenario('unbind_all while an event is emitted', ({ client, log }) => {
    const pusher = client();
    pusher.bind_global(() => log('global'));
    pusher.bind('x', () => pusher.unbind_all());
    pusher.bind('x', () => log('second'));
    emit(pusher, 'x');
    emit(pusher, 'x');
  });

  scenario('emitting inside a callback', ({ client, log }) => {
    const pusher = client();
    pusher.bind('x', () => {
      log('x begins');
      emit(pusher, 'y');
      log('x ends');
    });
    pusher.bind('x', () => log('x second'));
    pusher.bind('y', () => log('y'));
    emit(pusher, 'x');
  });

  for (const where of ['bound', 'global']) {
    scenario(
      `a callback that throws: ${where}`,
      {
        deviation: 'isolated-callbacks',
        ours: (trace, assert) => assert.ok(trace.order('first', 'uncaught ‹Error›', 'second')),
      },
      ({ world, connected, subscribed, log }) => {
        const channel = subscribed(connected(), 'a');
        const bind = (fn) => (where === 'bound' ? channel.bind('x', fn) : channel.bind_global(fn));
        bind(() => {
          log('first');
          throw new Error('oops');
        });
        bind(() => log('second'));
        world.socket().event('x', 1, 'a');
      },
    );
  }

  scenario(
    'a Pusher.log that throws',
    {
      deviation: 'isolated-callbacks',
      ours: (trace, assert) => assert.ok(trace.order('uncaught ‹Error›', 'on connected')),
    },
    ({ Pusher, world, client, on }) => {
      let armed = false;
      Pusher.log = () => {
        if (armed) throw new Error('oops');
      };
      const pusher = client();
      on(pusher.connection, 'connected');
      armed = true;
      world.socket().open().handshake();
    },
  );

  scenario('callbacks that are no functions', ({ client, attempt, world }) => {
    const pusher = client();
    attempt('bind', () => pusher.bind('x', undefined) && 'done');
    attempt('bind', () => pusher.bind_global('text') && 'done');
    void world;
  });

  scenario('odd event names', ({ client, log }) => {
    const pusher = client();
    for (const name of ['toString', '__proto__', 'constructor', '', '_x', 'a b', 7]) {
      pusher.bind(name, (data) => log('bound', name, data));
      emit(pusher, name, 1);
    }
  });

  scenario('programs that look at callbacks', ({ client, log }) => {
    const channel = client().subscribe('a');
    channel.bind('x', () => {}).bind('y', () => {}, { me: 1 });
    log(
      'callbacks',
      channel.callbacks._callbacks,
      channel.callbacks.get('x').length,
      channel.callbacks.get('z'),
    );
    channel.bind_global(() => {});
    log('global', channel.global_callbacks.length);
  });

  for (const call of ['unbind_all', 'unbind']) {
    scenario(
      `connection: ${call}() takes everything`,
      { deviation: 'own-work', ours: (trace, assert) => assert.ok(trace.has('x 1')) },
      ({ world, connected, log }) => {
        const pusher = connected();
        pusher.connection[call]();
        pusher.subscribe('a').bind('x', (data) => log('x', data));
        world.turn();
        world.socket().event('x', 1, 'a');
      },
    );
  }

  scenario(
    'unbinding the client’s events keeps its own work going',
    ({ world, connected, subscribed, log }) => {
      const pusher = connected();
      const channel = subscribed(pusher, 'a');
      pusher.unbind_all();
      channel.unbind_all();
      channel.bind('x', (data) => log('x', data));
      world.socket().event('x', 1, 'a');
      world.socket().close(4200);
      world.socket().open().handshake('2.2');
    },
  );
});
