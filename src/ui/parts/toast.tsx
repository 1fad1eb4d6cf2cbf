export interface ToastInput {
  kind?: "done" | "info" | "danger";
  text: string;
  /** What can still be done: « Annuler ». */
  action?: { label: string; run(): void };
  /** What it is about: it takes the place of an earlier one about the same, whose action is overtaken. */
  about?: string;
}

// What shows toasts is 20 kB and comes with the frame; what says one must not carry it to the sign-in page.
let show: ((input: ToastInput) => void) | null = null;
const early: ToastInput[] = [];

/** Says something that happened, at the bottom of the page; a danger stays until closed, the pointer or focus on it stops its time. */
export function toast(input: ToastInput): void {
  if (show) show(input);
  else early.push(input);
}

/** For `Toaster` alone: from now on, toasts are shown this way; those said before it came are not lost. */
export function showToastsWith(way: ((input: ToastInput) => void) | null): void {
  show = way;
  if (way) for (const input of early.splice(0)) way(input);
}
