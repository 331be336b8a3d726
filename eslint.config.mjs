import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      ...['lib/dist/', 'lib/kernels/assembly/', 'notebooks/', 'data/'],
      ...['docs/api/', 'docs/site/', '.venv/', '.setup/'],
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // A rejected promise that nobody waits for passes silently in a notebook. node:test's own are awaited by it.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'it', 'describe', 'suite'], package: 'node:test' },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: {
      // Other last digits under other versions of Node: lib/math/power.ts says why. Squares and powers of two are exact enough.
      'no-restricted-syntax': [
        'error',
        ...[
          "BinaryExpression[operator='**']:not([right.value=2]):not([left.value=2])",
          "AssignmentExpression[operator='**=']",
          "MemberExpression[object.name='Math'][property.name='pow']",
          "MemberExpression[object.name='Math'][property.value='pow']",
          "VariableDeclarator[init.name='Math'] Property[key.name='pow']",
        ].map((selector) => ({ selector, message: 'Take power() of lib/math: these bits depend on Node.' })),
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        performance: 'readonly',
        process: 'readonly',
        module: 'writable',
        require: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        URL: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // Runs in the reader's browser.
    files: ['docs/book/static/*.js'],
    languageOptions: {
      sourceType: 'script',
      globals: {
        console: 'readonly',
        document: 'readonly',
        IntersectionObserver: 'readonly',
        vegaEmbed: 'readonly',
      },
    },
  },
);
