// Why scenarios wait. They run against pusher-js alone, twice, so that they are known to be deterministic. Delete
// a line here to switch its scenarios on.

export const pending = {};
