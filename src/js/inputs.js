// What the Rust side can be told: the numbers of `Pusher::command` and `Pusher::report` in src/api/pusher.rs.

// `command(input, id)`: the id is that of a channel, or of a socket for the last one.
export const CONNECT = 0;
export const DISCONNECT = 1;
export const START_STATS = 2;
export const STOP_STATS = 3;
export const ONLINE = 4;
export const OFFLINE = 5;
export const SIGNIN = 6;
export const SUBSCRIBE = 7;
export const UNSUBSCRIBE = 8;
export const REMOVE_CHANNEL = 9;
/** What follows acts on the channel itself, and leaves it in the table. */
export const SUBSCRIBE_CHANNEL = 10;
export const UNSUBSCRIBE_CHANNEL = 11;
export const CANCEL_SUBSCRIPTION = 12;
export const REINSTATE_SUBSCRIPTION = 13;
export const DISCONNECT_CHANNEL = 14;
export const SOCKET_OPENED = 15;
/** The result says whether connections are made over TLS. */
export const USES_TLS = 16;
/** The result says which class the channel is of: a place in the list of channels.js. */
export const CHANNEL_CLASS = 17;

// `report(input, id, number, a, b, c)`
/**
 * Read the key `a` and the options `b`, with what the page can do in `id`, write the settings in force to `c`, and go
 * over to them, unless something is wrong.
 */
export const SWITCH_CLUSTER = 0;
/** Send the text `a` on the established connection. The result says whether there is one. */
export const SEND = 1;
/**
 * A message of the socket `id` has come, or, if that is 0, the application itself gives one to a channel: the event `a`
 * on the channel `number` with the data `b`; its text was `c`.
 */
export const MESSAGE = 2;
/** The socket `id` has ended, with the code `number` and the reason `a`, cleanly if `b`. */
export const SOCKET_CLOSED = 3;
/** It reported the error `a`, or could not be made. */
export const SOCKET_FAILED = 4;
/** It brought a frame that is no message, `b`, because of the error `a`. */
export const MALFORMED = 5;
/** Its receiving request's response has brought a line, `b`: a character of the code `number`, and then `a`. */
export const RESPONSE_LINE = 6;
/** The response consists of complete lines, and is `number` UTF-16 code units long. */
export const RESPONSE_LENGTH = 7;
/** That has ended with the status `number`. */
export const RESPONSE_END = 8;
/** It could not be made, because of the error `a`. */
export const REQUEST_FAILED = 9;
/** The request `number` about the channel `id` was granted with the data `a`. */
export const AUTHORIZED = 10;
/** It was refused with the message `a` and the status `b`, a number or `undefined`. */
export const REFUSED = 11;
/**
 * What is remembered of the transport that worked last time: it was called `a`, `id` ms ago, with the latency `number`
 * (ms) and the skip count `b`; or nothing without `a`.
 */
export const RECALLED = 12;
/** Send the text `a` on the socket `id`, which is made of requests. The result says whether that is open. */
export const SEND_BY_HTTP = 13;
/** Add a channel of the name `a`. The result is its id, or says why there is none: channels.js. */
export const ADD_CHANNEL = 14;
