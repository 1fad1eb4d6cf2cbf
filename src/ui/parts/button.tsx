import { Show, splitProps, type JSX } from "solid-js";
import { A } from "@solidjs/router";
import LoaderCircle from "lucide-solid/icons/loader-circle";
import { Kbd } from "./kbd.tsx";

export type ButtonKind = "primary" | "plain" | "quiet" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const kinds: Record<ButtonKind, string> = {
  primary: "border-accent bg-accent text-on-accent hover:border-accent-strong hover:bg-accent-strong",
  plain: "border-line-strong bg-surface text-ink hover:border-line-field hover:bg-hover",
  quiet: "border-transparent bg-transparent text-muted hover:bg-hover hover:text-ink",
  danger: "border-danger bg-danger text-on-danger hover:border-danger-strong hover:bg-danger-strong",
};
const sizes: Record<ButtonSize | `${ButtonSize}-square`, string> = {
  sm: "min-h-7 gap-1.5 px-2 py-1 text-xs",
  md: "min-h-8.5 gap-2 px-3 py-1 text-sm",
  lg: "min-h-10 gap-2 px-4 py-1 text-base",
  "sm-square": "size-7",
  "md-square": "size-8.5",
  "lg-square": "size-10",
};

/** The classes of a button, for what is not one (a link, a trigger of a menu). */
export const buttonClass = (kind: ButtonKind = "plain", size: ButtonSize | `${ButtonSize}-square` = "md"): string =>
  `relative inline-flex shrink-0 select-none items-center justify-center rounded border font-medium whitespace-nowrap transition-colors aria-disabled:pointer-events-none aria-disabled:opacity-55 disabled:opacity-55 disabled:pointer-events-none ${kinds[kind]} ${sizes[size]}`;

export interface ButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "class"> {
  kind?: ButtonKind;
  size?: ButtonSize;
  /** Work under way: the button keeps its width and focus, shows it, and does nothing more. */
  pending?: boolean;
  /** Keys that do the same, shown after the words: `Ctrl Enter`. */
  keys?: string;
  icon?: JSX.Element;
  class?: string;
}

/** A button. `type` is "button" unless said otherwise, so that none sends a form by accident. */
export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ["kind", "size", "pending", "keys", "icon", "class", "children", "onClick", "type"]);
  return (
    <button
      {...rest}
      type={own.type ?? "button"}
      class={`${buttonClass(own.kind, own.size)} ${own.class ?? ""}`}
      aria-busy={own.pending || undefined}
      aria-disabled={own.pending || undefined}
      onClick={(event) => {
        if (own.pending) event.preventDefault();
        else if (typeof own.onClick === "function") own.onClick(event);
        else own.onClick?.[0](own.onClick[1], event);
      }}
    >
      <Show when={own.pending} fallback={own.icon}>
        <LoaderCircle size={15} class="animate-spin" aria-hidden="true" />
      </Show>
      <span>{own.children}</span>
      <Show when={own.keys}>
        {(keys) => <Kbd keys={keys()} on={own.kind === "primary" || own.kind === "danger" ? "colour" : "surface"} />}
      </Show>
    </button>
  );
}

/** A link that looks like a button: going somewhere is a link, doing something a button. */
export function ButtonLink(props: {
  href: string;
  kind?: ButtonKind;
  size?: ButtonSize;
  icon?: JSX.Element;
  class?: string;
  download?: boolean;
  /** What it is, on hovering, where its words are heard and not seen. */
  title?: string;
  children: JSX.Element;
}) {
  const look = () => `${buttonClass(props.kind, props.size)} ${props.class ?? ""}`;
  return (
    <Show
      when={!props.download}
      fallback={
        <a href={props.href} class={look()} download="" rel="external">
          {props.icon}
          <span>{props.children}</span>
        </a>
      }
    >
      <A href={props.href} class={look()} title={props.title}>
        {props.icon}
        <span>{props.children}</span>
      </A>
    </Show>
  );
}
