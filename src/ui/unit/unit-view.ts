import { remembered } from "#ui/parts/preference.ts";

/** Which of the two views of a unit this browser goes to; nothing chosen yet is neither. */
export const [simpleView, setSimpleView] = remembered("concerto.unit-view-simple", false);
/** The page has been introduced once. */
export const [introduced, setIntroduced] = remembered("concerto.unit-view-introduced", false);
