import { createMemo, Show, type Accessor, type JSX } from "solid-js";

/**
 * A piece of page given as a prop, where it is given: `<Slot of={props.actions}>{(actions) => <footer>{actions()}</footer>}</Slot>`.
 * A JSX prop is made anew each time it is read: `<Show when={props.actions}>` would make it twice, and the copy that is
 * not on the page takes the refs, and breaks hydration.
 */
export function Slot<T extends JSX.Element>(props: { of: T; children: (content: Accessor<NonNullable<T>>) => JSX.Element }) {
  const content = createMemo(() => props.of);
  return <Show when={content()}>{(found) => props.children(found as Accessor<NonNullable<T>>)}</Show>;
}
