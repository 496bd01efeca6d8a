// The page against the HTML standard.

import { HtmlValidate, StaticConfigLoader } from 'html-validate';

// The recommended rules hold, less those of taste that a generated page need not follow.
const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:recommended', 'html-validate:a11y'],
    rules: {
      'long-title': 'off',
      'no-inline-style': 'off',
      'no-trailing-whitespace': 'off',
      'svg-focusable': 'off',
    },
  }),
);

/** One sentence, with its line, for each error or warning. */
export async function html(text) {
  const report = await validator.validateString(text);
  return report.results.flatMap(({ messages }) => messages.map(({ line, message, ruleId }) => `line ${line}: ${message} (${ruleId})`));
}
