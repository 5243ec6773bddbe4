// The module that the build has put into the script.

import { text } from 'build:bytes';
import { unpack } from './unpack.js';

export const binary = () => unpack(text);
