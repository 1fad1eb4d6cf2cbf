/** How long a page that says nothing more still counts as looking, in milliseconds: a browser that died is missed for no longer. */
export const lookLasts = 45_000;
/** How often a page says that it still looks: twice may be lost. */
export const lookAgain = 15_000;
