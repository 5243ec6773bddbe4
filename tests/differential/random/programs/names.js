// Names that come up in random programs.

/** Channels that programs subscribe to. */
export const NAMES = [
  ...['a', 'b', 'cache-a', 'private-a', 'private-b', 'private-cache-a'],
  ...['presence-a', 'presence-a', 'presence-b', 'presence-cache-a'],
  ...['private-encrypted-a', 'private-encrypted-a', 'private-encrypted-cache-b'],
  ...['', 'private-', 'ä"\\\ud800', 'A', 'long'.repeat(300)],
];

/** Names that channels cannot have. */
export const WRONG_NAMES = ['#a', '#server-to-user-7', 7, null, undefined, {}];

/** What servers name as the channel. */
export const PLACES = [
  ...[...NAMES, undefined, undefined, null, '', 'nobody', '#server-to-user-7', '#server-to-user-8'],
  ...[7, 0, true, {}],
];
