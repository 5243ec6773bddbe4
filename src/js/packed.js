// The module that the build has put into the script, byte by byte.

import { text } from 'build:bytes';
import { compile } from './compile.js';
import { unpack } from './unpack.js';

export const binary = () => compile(() => unpack(text));
