import { children, Show, type Accessor, type JSX } from "solid-js";

/** What takes no room on a page: an empty list, a `<Show>` whose condition is false ("" on the server, nothing in a browser). */
const empty = (piece: unknown): boolean => piece === null || piece === undefined || typeof piece === "boolean" || piece === "";

/**
 * A piece of page given as a prop, where it is given: `<Slot of={props.actions}>{(actions) => <footer>{actions()}</footer>}</Slot>`.
 * A JSX prop is made anew each time it is read: `<Show when={props.actions}>` would make it twice, and the copy that is
 * not on the page takes the refs, and breaks hydration. It is resolved to what is drawn: a lone `<Show>` is a function in a browser,
 * also while it shows nothing, and would get the frame that the server left out.
 */
export function Slot(props: { of: JSX.Element; children: (content: Accessor<JSX.Element>) => JSX.Element }) {
  const content = children(() => props.of);
  return <Show when={content.toArray().some((piece) => !empty(piece))}>{props.children(content)}</Show>;
}
