// Ways to break the client: in a file of src/, what stands there exactly once, and by what it is replaced.

const at = (file, name, replace, by) => ({ name: `${file}: ${name}`, file, replace, by });

export const mutations = [
  // ---- core: the connection ----
  at('core/protocol/close.rs', '1004 does not back off', '(1002.0..=1004.0)', '(1002.0..=1003.0)'),
  at(
    'core/protocol/close.rs',
    '1001 is an error',
    'code != 1000.0 && code != 1001.0',
    'code != 1000.0',
  ),
  at(
    'core/protocol/close.rs',
    '42xx ends in a refusal',
    'Some(Self::Retry)\n        } else',
    'Some(Self::Refused)\n        } else',
  ),
  at(
    'core/connection/mod.rs',
    'backs off twice as long',
    'const BACKOFF: Millis = 1_000',
    'const BACKOFF: Millis = 2_000',
  ),
  at(
    'core/connection/mod.rs',
    'the socket id stays the first',
    'self.socket_id.clone_from(&socket_id);',
    'if self.socket_id.is_empty() { self.socket_id.clone_from(&socket_id); }',
  ),
  at(
    'core/connection/mod.rs',
    'online does not hurry when unavailable',
    'if matches!(self.state, State::Connecting | State::Unavailable) {',
    'if matches!(self.state, State::Connecting) {',
  ),
  at(
    'core/connection/activity.rs',
    'a message is no sign of life while a pong is awaited',
    'if self.waiting {',
    'if self.waiting && now == 0 {',
  ),
  at(
    'core/connection/activity.rs',
    'a message does not put off the ping',
    'self.last_seen = now;\n        if',
    'if',
  ),
  at(
    'core/connection/handshake.rs',
    'the server’s timeout is taken for milliseconds',
    'seconds * 1_000.0',
    'seconds',
  ),
  at(
    'core/strategy/mod.rs',
    'wss joins a second early',
    'const WSS_DELAY: Millis = 2_000',
    'const WSS_DELAY: Millis = 1_000',
  ),
  at(
    'core/strategy/mod.rs',
    'a transport is remembered for half as long',
    '30 * 60 * 1_000',
    '15 * 60 * 1_000',
  ),
  at(
    'core/strategy/lane.rs',
    'attempts do not get longer',
    '(timeout * 2).min(LONGEST_TIMEOUT)',
    'timeout.min(LONGEST_TIMEOUT)',
  ),
  at(
    'core/strategy/lane.rs',
    'no short ping interval after a young death',
    '!broke_protocol && !close.was_clean',
    '!broke_protocol && close.was_clean',
  ),
  // ---- core: channels, users, order ----
  at(
    'core/client.rs',
    'channels are not subscribed again',
    'for id in self.channels.ids() {',
    'for id in self.channels.ids().into_iter().skip(1) {',
  ),
  at(
    'core/client.rs',
    'what user code has overtaken is sent all the same',
    'Output::Send { socket, .. } => self.connection.socket() == Some(*socket),',
    '',
  ),
  at(
    'core/client.rs',
    'the rest of the outer queue comes first',
    'self.queue.append(rest);',
    'let mut outer = rest;\n        outer.append(mem::take(&mut self.queue));\n        self.queue = outer;',
  ),
  at(
    'core/channels/members.rs',
    'a member that comes twice counts twice',
    'if self.by_id.get(&key).is_none() {',
    'if true {',
  ),
  at('core/channels/members.rs', 'a member that leaves is still counted', 'self.count -= 1.0;', ''),
  at(
    'core/channels/kind.rs',
    'presence channels are private ones',
    'Ok(Self::Presence)',
    'Ok(Self::Private)',
  ),
  at(
    'core/channels/encrypted.rs',
    'the key stays in the answer',
    'grant.remove("shared_secret");',
    '',
  ),
  at(
    'core/user.rs',
    'no sign-in with the next connection',
    'if !self.requested {',
    'if !self.requested || self.requests > 0 {',
  ),
  at(
    'core/user.rs',
    'a sign-in may take for ever',
    'cx.timers.set(Timer::Signin, cx.now.saturating_add(config.pong_timeout));',
    'let _ = config;',
  ),
  // ---- browser and api ----
  at(
    'browser/auth.rs',
    'no content type',
    'request.set_request_header("Content-Type", "application/x-www-form-urlencoded")?;',
    '',
  ),
  at(
    'browser/auth.rs',
    'the channel’s name is not encoded',
    'query.push_str(&String::from(encode_uri_component(channel)));',
    'query.push_str(channel);',
  ),
  at(
    'browser/auth.rs',
    'headers overtaken by the provider’s',
    'host.set_headers(&request, &self.headers)?;\n        host.set_headers(&request, &provided(&self.headers_provider)?)?;',
    'host.set_headers(&request, &provided(&self.headers_provider)?)?;\n        host.set_headers(&request, &self.headers)?;',
  ),
  at(
    'browser/driver.rs',
    'a promise that rejects is not heard',
    'driver.refuse(subject, request, &error);',
    'let _ = (subject, request, &error);',
  ),
  at(
    'browser/memory.rs',
    'one memory for both kinds',
    '"pusherTransportNonTLS"',
    '"pusherTransportTLS"',
  ),
  at(
    'browser/payload.rs',
    'inherited properties count',
    'if Object::has_own(object, &key) { Reflect::get(self, &key).ok() } else { None }',
    'let _ = object; Reflect::get(self, &key).ok().filter(|value| !value.is_undefined())',
  ),
  at('api/options.rs', 'a secure page may go without TLS', 'page_is_secure || fields', 'fields'),
  at(
    'api/options.rs',
    'forceTLS: 0 is false',
    'fields.force_tls.as_bool() != Some(false)',
    '(fields.force_tls.is_undefined() || fields.force_tls.is_null() || fields.force_tls.is_truthy())',
  ),
  // ---- JavaScript ----
  at(
    'js/dispatcher.js',
    'no metadata',
    'if (metadata) fn.call(self, data, metadata);',
    'if (metadata) fn.call(self, data);',
  ),
  at(
    'js/dispatcher.js',
    'callbacks without data get undefined',
    'else if (data) fn.call(self, data);',
    'else if (data || true) fn.call(self, data);',
  ),
  at(
    'js/dispatcher.js',
    'the context does not matter for unbinding',
    ' || (context && context !== callback.context)',
    '',
  ),
  at('js/message.js', 'arrays are not parsed', 'c === 91 ||', 'c === 92 ||'),
  at(
    'js/message.js',
    'the sender is lost',
    'if (frame.user_id) event.user_id = frame.user_id;',
    '',
  ),
  at(
    'js/bridge.js',
    'the client hears before the channel',
    'if (present) emitOnChannel(present, message, metadata);\n    global_emitter.emit(message.event, message.data);',
    'global_emitter.emit(message.event, message.data);\n    if (present) emitOnChannel(present, message, metadata);',
  ),
  at('js/bridge.js', 'me is not set', 'members.me = members.get(myId);', ''),
  at(
    'js/bridge.js',
    'params are not encoded',
    '`&${encodeURIComponent(name)}=${encodeURIComponent(params[name])}`',
    '`&${name}=${params[name]}`',
  ),
  at(
    'js/channel.js',
    'trigger takes any name',
    "if (!event.startsWith('client-')) {",
    "if (event === '') {",
  ),
  at(
    'js/connection.js',
    'send_event leaves out the channel',
    'const message = channel ? { event, data, channel } : { event, data };',
    'const message = channel === null ? { event, data, channel } : { event, data };',
  ),
  at('js/jsonp.js', 'the tag stays', 'script.remove();', ''),
  at(
    'js/pusher.js',
    'switchCluster changes the application’s options',
    'const options = { ...this.options, cluster };',
    'const options = Object.assign(this.options, { cluster });',
  ),
  at('js/user.js', 'the promise of a sign-in is never settled', 'this._resolve?.();', ''),
];
