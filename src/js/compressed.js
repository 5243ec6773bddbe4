// The module that the build has put into the script, compressed.

import { text } from 'build:bytes';
import { compile } from './compile.js';
import { decompress } from './decompress.js';

export const binary = () => compile(() => decompress(...text));
