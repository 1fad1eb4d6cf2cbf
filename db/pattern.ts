/** What contains this text, as LIKE reads it: `%` and `_` are characters people type. */
export const patternOf = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** Each word of a search as such a pattern; a slash parts words, as in a place's path. */
export const patternsOf = (text: string): string[] =>
  text
    .split(/[\s/]+/)
    .filter((word) => word !== "")
    .map(patternOf);
