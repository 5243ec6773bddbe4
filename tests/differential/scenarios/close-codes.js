// What a close code makes of a connection.

import { area } from '../area.js';

const CODES = [
  1000, 1001, 1002, 1003, 1004, 1005, 1006, 1009, 1011, 3999, 4000, 4001, 4009, 4099, 4100, 4199,
  4200, 4299, 4300, 4999,
];

export default area('close codes', (scenario) => {
  for (const code of CODES) {
    scenario(`${code} on a connection`, ({ world, connected }) => {
      connected();
      world.tick(50_000);
      world.socket().close(code, 'because');
      world.tick(3000);
      if (world.sockets.length > 1) world.socket().open().handshake('2.2');
      world.tick(3000);
    });
  }
});
