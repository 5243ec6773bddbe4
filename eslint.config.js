import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['pkg/', 'target/', 'node_modules/'] },
  js.configs.recommended,
  { languageOptions: { ecmaVersion: 2024, globals: { ...globals.browser, ...globals.node } } },
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
      'no-var': 'error',
      'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
    },
  },
  {
    // Functions in here run inside a page, which has these.
    files: ['tests/browser/**', 'tests/fuzz/**', 'tests/bench/**', 'tests/consumers/**', 'www/**'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'Pusher',
          't',
          'pusher',
          'channel',
          'echo',
          'lobby',
          'log',
          'got',
          'opened',
          'wire',
          'fuzz',
        ].map((name) => [name, 'writable']),
      ),
    },
  },
  {
    files: ['tests/consumers/jest/**'],
    languageOptions: { globals: globals.jest },
  },
  {
    files: ['**/*.jsx'],
    languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
  },
  {
    // pusher-js throws strings where an option is missing, and so do we.
    files: ['src/js/**'],
    rules: { 'no-throw-literal': 'off' },
  },
];
