// Member by member: can our types stand in for pusher-js's? The exceptions are listed, and the lists are exact.

import type theirs from 'the-real-pusher-js';
import type * as ours from 'pusher-wasm';

type IsAny<T> = 0 extends 1 & T ? true : false;

/**
 * The members of both types where `Ours` cannot stand in for `Theirs`. Methods must take what theirs take
 * and return the same; but objects that they return are compared on their own.
 */
type Differences<Ours, Theirs> = {
  [Name in keyof Ours & keyof Theirs]: IsAny<Ours[Name]> extends true
    ? never
    : IsAny<Theirs[Name]> extends true
      ? Name
      : Theirs[Name] extends (...args: infer Args) => infer Result
        ? Ours[Name] extends (...args: Args) => Result extends object ? object : Result
          ? never
          : Name
        : Ours[Name] extends Theirs[Name]
          ? never
          : Name;
}[keyof Ours & keyof Theirs];

/** Compiles if these members differ, and no others. */
declare function differs<Ours, Theirs>(): <Names extends Differences<Ours, Theirs> = never>(
  ...names: [Differences<Ours, Theirs>] extends [Names] ? Names[] : [never]
) => void;

/** Compiles if these members of `Theirs` are missing from `Ours`, and no others. */
declare function lacks<Ours, Theirs>(): <Names extends Exclude<keyof Theirs, keyof Ours> = never>(
  ...names: [Exclude<keyof Theirs, keyof Ours>] extends [Names] ? Names[] : [never]
) => void;

type Ours = ours.Pusher;
type Theirs = theirs.default;

// Objects that are compared below.
differs<Ours, Theirs>()('options', 'channels', 'global_emitter', 'connection', 'user');
differs<typeof ours.Pusher, typeof theirs.default>()('instances', 'Runtime', 'prototype');
differs<Ours['config'], Theirs['config']>()();
differs<Ours['channels'], Theirs['channels']>()('channels', 'add');
// A class with private members, which only itself can stand in for.
differs<Ours['global_emitter'], Theirs['global_emitter']>()('callbacks');
// Theirs say that the count is null.
differs<ours.Channel, theirs.Channel>()('callbacks', 'pusher', 'subscriptionCount');
differs<ours.PresenceChannel, theirs.PresenceChannel>()(
  'callbacks',
  'pusher',
  'subscriptionCount',
  'members',
);
// Where theirs say `any`.
differs<ours.Members, theirs.Members>()('members', 'me');
differs<ours.ConnectionManager, theirs.ConnectionManager>()('callbacks', 'options', 'connection');
differs<Ours['connection']['options'], Theirs['connection']['options']>()();
differs<Ours['connection']['connection'], Theirs['connection']['connection']>()('transport');
differs<ours.Runtime, theirs.Runtime>()('ScriptReceivers', 'Transports');
type Xhr<R extends { createXHR(): unknown }> = ReturnType<R['createXHR']>;
differs<Xhr<ours.Runtime>, Xhr<theirs.Runtime>>()();
// Both ways: ours need no endpoint, and the authorizer's channel is one of ours.
differs<ours.Options, theirs.Options>()('channelAuthorization', 'userAuthentication', 'authorizer');
differs<theirs.Options, ours.Options>()('authorizer', 'nacl');

// ---- what is not there (yet) ----

lacks<Ours, Theirs>()('timelineSenderTimer');
lacks<typeof ours.Pusher, typeof theirs.default>()();
lacks<Ours['channels'], Theirs['channels']>()();
lacks<Ours['global_emitter'], Theirs['global_emitter']>()();
// Of these classes, what is left out is internal even by pusher-js's account.
type HandleEvent = 'handleSubscriptionCountEvent' | 'handleSubscriptionSucceededEvent';
lacks<ours.Channel, Omit<theirs.Channel, HandleEvent>>()();
type Update = 'addMember' | 'onSubscription' | 'removeMember' | 'reset' | 'setMyID';
lacks<ours.Members, Omit<theirs.Members, Update>>()();
type Inside = 'runner' | `${string}Callbacks` | `${string}Timer` | 'usingTLS' | 'activityTimeout';
lacks<ours.ConnectionManager, Omit<theirs.ConnectionManager, Inside>>()(
  'strategy',
  'switchCluster',
);
lacks<ours.Options, theirs.Options>()();
lacks<Xhr<ours.Runtime>, Xhr<theirs.Runtime>>()();

// ---- whole types ----

type Assign<From extends To, To> = [From, To];
export type Whole = [
  // Every option is known to both, but for two that are ours.
  Assign<Exclude<keyof ours.Options, 'sockjsUrl' | 'nonce'>, keyof theirs.Options>,
  Assign<keyof theirs.Options, keyof ours.Options>,
  Assign<theirs.ChannelAuthorizationOptions, ours.ChannelAuthorizationOptions>,
  Assign<theirs.UserAuthenticationOptions, ours.UserAuthenticationOptions>,
  Assign<ours.AuthOptions, theirs.AuthOptions>,
  Assign<theirs.AuthOptions, ours.AuthOptions>,
  Assign<ours.ChannelAuthorizationHandler, theirs.ChannelAuthorizationHandler>,
  Assign<theirs.ChannelAuthorizationHandler, ours.ChannelAuthorizationHandler>,
  Assign<ours.UserAuthenticationHandler, theirs.UserAuthenticationHandler>,
  Assign<theirs.UserAuthenticationHandler, ours.UserAuthenticationHandler>,
  Assign<ours.Authorizer, theirs.Authorizer>,
  Assign<theirs.Authorizer, ours.Authorizer>,
];
