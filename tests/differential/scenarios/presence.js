// Presence channels.

import { area } from '../area.js';

/** A presence channel whose subscription is authorized for `id` and confirmed with these members. */
function joined({ world, connected, watch, confirm, members }, id, ...ids) {
  const pusher = connected();
  const channel = watch(pusher.subscribe('presence-a'), 'presence-a');
  const channel_data = JSON.stringify({ user_id: id, user_info: { name: id } });
  world.request().respond(200, { auth: 'k:s', channel_data });
  confirm('presence-a', members(...ids));
  return channel;
}

export default area('presence channels', (scenario) => {
  scenario('joining', async (tools) => {
    const channel = joined(tools, '1', '1', '2');
    await tools.world.settle();
    tools.log('me', channel.members.me, channel.members.myID, channel.members.count);
  });

  scenario('members: get and each', (tools) => {
    const { members } = joined(tools, '1', '1', '2', '10');
    tools.log('get', members.get('2'), members.get('3'), members.get('toString'), members.get(10));
    members.each((member) => tools.log('each', member));
    tools.log('plain', members.members);
  });

  scenario('members come and go', (tools) => {
    const channel = joined(tools, '1', '1');
    const { world, log } = tools;
    const say = (event, data) =>
      world.socket().event(`pusher_internal:${event}`, data, 'presence-a');
    say('member_added', '{"user_id":"2","user_info":{"name":"two"}}');
    say('member_added', { user_id: '3' });
    say('member_added', { user_id: '2', user_info: 'again' });
    log('count', channel.members.count, channel.members.members);
    say('member_removed', { user_id: '2' });
    say('member_removed', { user_id: '2' });
    say('member_removed', { user_id: '9' });
    log('count', channel.members.count, channel.members.members);
  });

  scenario('ids that are numbers', (tools) => {
    const channel = joined(tools, 1, 1, 2);
    tools.world
      .socket()
      .event('pusher_internal:member_added', { user_id: 3, user_info: {} }, 'presence-a');
    tools.world.socket().event('pusher_internal:member_removed', { user_id: 2 }, 'presence-a');
    tools.log('members', channel.members);
  });

  scenario('oneself not among the members', (tools) => {
    const channel = joined(tools, '9', '1', '2');
    tools.log('me', channel.members.me, channel.members.myID);
  });

  scenario('oneself leaving', (tools) => {
    const channel = joined(tools, '1', '1', '2');
    tools.world.socket().event('pusher_internal:member_removed', { user_id: '1' }, 'presence-a');
    tools.log('me', channel.members.me, channel.members.count);
  });

  scenario('members who come before the list does', ({ world, connected, watch, confirm, log }) => {
    const customHandler = (params, callback) =>
      setTimeout(() => callback(null, { auth: 'k:s', channel_data: '{"user_id":"1"}' }), 10);
    const channel = watch(
      connected({ channelAuthorization: { customHandler } }).subscribe('presence-a'),
      'presence-a',
    );
    const come = (user_id) =>
      world.socket().event('pusher_internal:member_added', { user_id }, 'presence-a');
    come('1');
    log('early', channel.members);
    world.tick(10);
    come('2');
    log('granted', channel.members);
    confirm('presence-a', { presence: { ids: ['1'], hash: { 1: 'me' }, count: 1 } });
    log('joined', channel.members);
  });

  scenario('the members object is one and the same', (tools) => {
    const channel = joined(tools, '1', '1');
    const { members } = channel;
    tools.world.socket().close(4200);
    tools.log('the same', members === channel.members);
    tools.log('empty', members);
  });

  scenario('disconnection empties the members', (tools) => {
    const channel = joined(tools, '1', '1', '2');
    channel.pusher.disconnect();
    tools.log('members', channel.members);
  });

  scenario('joining again after a reconnection', (tools) => {
    const channel = joined(tools, '1', '1', '2');
    const { world } = tools;
    world.socket().close(4200);
    world.socket().open().handshake('2.2');
    world.request().respond(200, { auth: 'k:t', channel_data: '{"user_id":"1"}' });
    tools.confirm('presence-a', tools.members('1', '3'));
    tools.log('members', channel.members);
  });

  scenario('metadata of client events', (tools) => {
    const channel = joined(tools, '1', '1', '2');
    tools.on(channel, 'client-x');
    tools.world.socket().event('client-x', '{"a":1}', 'presence-a', { user_id: '2' });
    tools.world.socket().event('client-x', '{"a":1}', 'presence-a');
  });

  scenario(
    'unsubscribing while pending',
    async ({ world, connected, watch, confirm, members, flags }) => {
      const pusher = connected();
      const channel = watch(pusher.subscribe('presence-a'), 'presence-a');
      pusher.unsubscribe('presence-a');
      world.request().respond(200, { auth: 'k:s', channel_data: '{"user_id":"1"}' });
      await world.settle();
      confirm('presence-a', members('1'));
      flags(channel);
    },
  );

  const proto = {
    deviation: 'odd-names',
    ours: (trace, assert) => {
      const member = '{ id: "__proto__", info: { name: "odd" } }';
      assert.ok(trace.has(`presence-a pusher:member_added ${member}`));
      assert.ok(trace.order(`member ${member} 2`, 'member null 1'));
    },
  };
  for (const [id, options] of Object.entries({
    ['__proto__']: proto,
    toString: {},
    constructor: {},
  })) {
    scenario(`a member called ${id}`, options, (tools) => {
      const channel = joined(tools, '1', '1');
      const data = `{"user_id":"${id}","user_info":{"name":"odd"}}`;
      tools.world.socket().event('pusher_internal:member_added', data, 'presence-a');
      tools.log('member', channel.members.get(id), channel.members.count);
      tools.world.socket().event('pusher_internal:member_removed', data, 'presence-a');
      tools.log('member', channel.members.get(id), channel.members.count);
    });
  }

  for (const [title, data] of Object.entries({
    'no data': null,
    'no presence': '{}',
    'presence is null': '{"presence":null}',
    'presence is a text': '"presence"',
  })) {
    scenario(
      `a confirmation with ${title}`,
      {
        deviation: 'malformed-messages',
        ours: (trace, assert) => {
          assert.ok(trace.has('connection error { type: "MessageParseError"'));
          assert.ok(!trace.has('uncaught'));
        },
      },
      ({ world, connected, watch }) => {
        const pusher = connected();
        watch(pusher.subscribe('presence-a'), 'presence-a');
        world.request().respond(200, { auth: 'k:s', channel_data: '{"user_id":"1"}' });
        world.socket().event('pusher_internal:subscription_succeeded', data, 'presence-a');
      },
    );
  }

  for (const event of ['member_added', 'member_removed']) {
    scenario(
      `${event} without data`,
      {
        deviation: 'malformed-messages',
        ours: (trace, assert) =>
          assert.ok(trace.has('connection error { type: "MessageParseError"')),
      },
      (tools) => {
        joined(tools, '1', '1');
        tools.world.socket().event(`pusher_internal:${event}`, null, 'presence-a');
      },
    );
  }
});
