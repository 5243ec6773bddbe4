// The page: recorded figures, and those that visitors measure.

import { mountLive } from './live.js';
import { mountRecorded } from './recorded.js';

mountLive();
mountRecorded();
