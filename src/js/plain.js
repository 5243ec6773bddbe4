// The module as a function in plain JavaScript, which compat.js takes for WebAssembly.

import { text } from 'build:bytes';

export const binary = () => text;
