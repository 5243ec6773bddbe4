// Every scenario against pusher-js and against our build, side by side: the traces must be equal, or differ as
// DEVIATIONS.md says.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { missingBrowser } from '../support/browser/chromium.mjs';
import { deviations } from '../support/deviations.mjs';
import { rules } from './reentry/rules.js';
import { areas } from './scenarios/index.js';
import { LIBRARIES, openStage } from './stage.mjs';
import { judge } from './verdict.mjs';

/**
 * What no scenario can show: pusher-js has no WebAssembly that could trap or lack, nobody sees what is collected, a page is
 * no worker, and the scenarios' builds are scripts.
 */
const WITHOUT_SCENARIO = ['traps', 'needs-webassembly', 'at-rest', 'one-build', 'importing'];

const missing = missingBrowser() ?? Object.values(LIBRARIES).find((path) => !existsSync(path));

/** The rows that have explained a difference. */
const explained = new Set();

if (missing) {
  test('side by side with pusher-js', () => assert.fail(`${missing} (npm run build)`));
} else {
  describe('side by side with pusher-js', () => {
    let stage;
    before(async () => {
      stage = await openStage();
    });
    after(() => stage?.close());

    test('every deviation has a scenario', () => {
      const shown = new Set(
        areas.flatMap(({ scenarios }) => scenarios.map((one) => one.deviation)),
      );
      assert.deepEqual(
        deviations.filter((row) => !shown.has(row) && !WITHOUT_SCENARIO.includes(row)),
        [],
      );
    });

    for (const { name: area, scenarios } of areas) {
      describe(area, { concurrency: 4 }, () => {
        for (const scenario of scenarios) {
          test(scenario.name, { timeout: 30_000 }, () => check(stage, area, scenario));
        }
      });
    }

    test('every rule for what happens inside callbacks explains something', () => {
      assert.deepEqual(
        rules.map(({ row }) => row).filter((row) => !explained.has(row)),
        [],
      );
    });
  });
}

async function check(stage, area, scenario) {
  const suffix = scenario.build === 'lite' ? ' lite' : '';
  const traceOf = async (library) => {
    const { trace, failure } = await stage.run(library + suffix, area, scenario.name);
    assert.ok(
      !failure,
      `the scenario itself fails with ${library}: ${failure}\n${trace?.join('\n')}`,
    );
    return trace;
  };
  const theirs = await traceOf('pusher-js');
  const differs = judge(scenario, theirs, await traceOf('ours'));
  if (scenario.mayDeviate && differs) explained.add(scenario.mayDeviate);
}
