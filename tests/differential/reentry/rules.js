// Which row of DEVIATIONS.md explains a difference, by what is done where. A combination that no rule covers must
// go as in pusher-js, to the line; and a rule that explains nothing is in the way.

const is =
  (...names) =>
  (name) =>
    names.includes(name);
const like = (pattern) => (name) => pattern.test(name);
const any = () => true;

const ENDS = is('disconnect()', 'disconnect() and connect()', 'connection.disconnect()');

/** In order: the first that fits counts. */
export const rules = [
  { row: 'isolated-callbacks', action: is('throwing'), place: any },
  { row: 'remembered-transport', action: any, place: is('error of the handshake') },
  {
    row: 'sent-at-once',
    action: ENDS,
    place: is('connected', 'an authorization handler, connecting'),
  },
  {
    row: 'last-word',
    action: ENDS,
    place: like(/^connecting|^state_change|handler, connecting|WebSocket/),
  },
  { row: 'last-word', action: is('connect()'), place: is('state_change to disconnected') },
  { row: 'switch-stays-away', action: is('switchCluster()'), place: like(/disconnected$/) },
  { row: 'one-timer', action: is('connect()'), place: like(/connecting|all events|WebSocket/) },
  {
    row: 'one-timer',
    action: is('switchCluster()'),
    place: like(/^connecting_in|^error after|WebSocket/),
  },
  { row: 'sent-at-once', action: is('switchCluster()'), place: any },
  { row: 'signin-again', action: is('signin()'), place: is('signin_error') },
];

export const ruleFor = (place, action) =>
  rules.find((rule) => rule.place(place) && rule.action(action));
