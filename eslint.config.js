// The rules for the browser code; its layout is prettier's and its types are TypeScript's.
import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: [".venv/", "build/", "dist/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "no-else-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["beatstitch_ui/**/*.js"],
    languageOptions: { globals: { ...globals.browser, setDark: "readonly" } },
  },
  {
    files: ["tests/**/*.js"],
    languageOptions: { globals: globals.node },
    rules: { "no-unused-vars": ["error", { varsIgnorePattern: "^_" }] },
  },
];
