// Whatever comes from outside, the built package lives on: no trap, no exception of ours, and the next good message
// is heard. The same inputs on every machine; with FUZZ_SECONDS in the environment ever new ones, for so long.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import nacl from 'tweetnacl';
import { texts, values } from '../fuzz/mutate.mjs';
import { suite } from '../support/browser/harness.mjs';
import { wired } from '../support/browser/wired.mjs';

const PAGE = readFileSync(new URL('../fuzz/page.js', import.meta.url), 'utf8');
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 0);

const base64 = (bytes) => Buffer.from(bytes).toString('base64');
const KEY = new Uint8Array(32).fill(7);
const NONCE = new Uint8Array(24).fill(7);
const seal = (text, key = KEY) => ({
  nonce: base64(NONCE),
  ciphertext: base64(nacl.secretbox(Buffer.from(text), NONCE, key)),
});

const exotic = fc.nat({ max: 100 });
const answer = { status: fc.constantFrom(200, 200, 200, 0, 403, 500), body: texts('auth') };
const channel = fc.constantFrom('private-a', 'presence-a', 'private-encrypted-a');
const content = fc.tuple(texts('encrypted'), fc.constantFrom(KEY, new Uint8Array(32)));
const sealed = fc.oneof(
  texts('encrypted'),
  content.map(([text, key]) => seal(text, key)),
);

const OPTIONS = [
  ...['cluster', 'forceTLS', 'wsHost', 'wsPort', 'wssPort', 'wsPath', 'httpHost', 'httpPort'],
  ...['activityTimeout', 'pongTimeout', 'unavailableTimeout', 'enabledTransports', 'nacl'],
  ...['disabledTransports', 'authEndpoint', 'authTransport', 'auth', 'authorizer', 'enableStats'],
  ...['channelAuthorization', 'userAuthentication', 'statsHost', 'timelineParams'],
];
const PARTS = [
  ...[undefined, 'endpoint', 'transport', 'params', 'headers', 'paramsProvider'],
  ...['headersProvider', 'customHandler'],
];
const exotics = fc.array(fc.tuple(fc.constantFrom(...OPTIONS), fc.constantFrom(...PARTS), exotic), {
  maxLength: 3,
});

/** What is played, with which inputs, how many times in a test run. */
const CASES = {
  frames: [fc.array(texts('frames'), { minLength: 1, maxLength: 4 }), 150],
  handshakes: [texts('handshakes'), 150],
  auth: [
    fc.oneof(
      fc.record({ name: channel, ...answer }),
      fc.record({ name: channel, exotic, status: fc.constant(200), body: fc.constant('') }),
    ),
    150,
  ],
  refusals: [
    fc.record({ exotic, how: fc.constantFrom('calls', 'throws', 'rejects', 'returns') }),
    60,
  ],
  users: [fc.record({ ...answer, body: texts('user-auth') }), 60],
  encrypted: [
    fc.record({ texts: fc.array(sealed, { minLength: 1, maxLength: 3 }), ...answer }),
    50,
  ],
  cache: [fc.record({ text: texts('transport-cache'), works: fc.boolean() }), 50],
  options: [
    fc.record({ key: fc.option(exotic, { nil: undefined }), options: values('options'), exotics }),
    250,
  ],
};

suite('fuzz', (check) => {
  for (const [name, [inputs, numRuns]] of Object.entries(CASES)) {
    check(
      `whatever comes: ${name}`,
      {
        blank: true,
        errors: true,
        deviation: 'malformed-messages',
        timeout: 120_000 + SECONDS * 1000,
      },
      async ({ open, diagnostic }) => {
        const page = await wired(open);
        await page.addScriptTag({ content: PAGE });
        await page.evaluate(
          ([secret, sealed]) => Object.assign(fuzz, { secret, sealed }),
          [base64(KEY), seal('1')],
        );
        const play = async (input) => {
          const wrong = await page.evaluate(
            ([name, json]) => fuzz.play(name, json),
            [name, JSON.stringify(input)],
          );
          assert.equal(wrong, undefined);
        };
        const end = performance.now() + SECONDS * 1000;
        let seed = 0;
        do {
          await fc.assert(fc.asyncProperty(inputs, play), { seed: ++seed, numRuns });
        } while (performance.now() < end);
        diagnostic(`${seed * numRuns} inputs`);
      },
    );
  }
});
