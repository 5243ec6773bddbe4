// As much of Nuxt as the plugin of nuxt-laravel-echo asks for. The test takes it for `#app` and `#imports`.

import { $fetch } from 'ofetch';

globalThis.$fetch = $fetch;

const { user, options } = window.settings;
const config = {
  public: {
    echo: {
      broadcaster: 'reverb',
      key: options.key,
      host: options.wsHost,
      port: options.wsPort,
      scheme: 'http',
      transports: ['ws', 'wss'],
      authentication: { mode: 'token', baseUrl: location.origin, authEndpoint: '/pusher/auth' },
      logLevel: 3,
    },
  },
};
const appConfig = { echo: { tokenStorage: { get: async () => `token of ${user.name}` } } };

export const nuxtApp = { $config: config, runWithContext: (fn) => fn() };
export const defineNuxtPlugin = (plugin) => plugin;
export const useNuxtApp = () => nuxtApp;
export const useRuntimeConfig = () => config;
export const useAppConfig = () => appConfig;
export const updateAppConfig = (more) => Object.assign(appConfig, more);
export const useCookie = () => ({ value: undefined });
export const createError = (message) => new Error(message);
