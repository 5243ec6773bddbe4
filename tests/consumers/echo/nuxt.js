// nuxt-laravel-echo's plugin, as Nuxt runs it once the page is there. Its package exports only the build-time module.

import { nuxtApp } from '#app';
import plugin from './node_modules/nuxt-laravel-echo/dist/runtime/plugin.client.js';

window.ready = plugin(nuxtApp);
