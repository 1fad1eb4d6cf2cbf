import type { JSX } from "solid-js";

/** The title of a list of what waits, with the button that hides it from the page. */
export function NoticeHead(props: { id: string; title: string; text?: string; hide?: JSX.Element }) {
  return (
    <div class="flex items-start gap-2 border-b border-line py-1.5 pr-2 pl-3.5">
      <div class="min-w-0 flex-1 py-0.5">
        <h3 id={props.id} class="text-sm font-semibold">
          {props.title}
        </h3>
        {props.text === undefined ? null : <p class="text-xs text-muted">{props.text}</p>}
      </div>
      {props.hide}
    </div>
  );
}
