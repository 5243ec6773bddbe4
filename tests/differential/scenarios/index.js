// All areas, in the order of the parity table.

import closeCodes from './close-codes.js';
import states from './states.js';
import deviations from './deviations.js';

export const areas = [states, closeCodes, deviations];
