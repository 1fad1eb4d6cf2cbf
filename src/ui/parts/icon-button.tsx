import { splitProps, type JSX } from "solid-js";
import { buttonClass, type ButtonKind, type ButtonSize } from "./button.tsx";
import { Kbd } from "./kbd.tsx";
import { Tooltip } from "./tooltip.tsx";

export interface IconButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "class" | "children" | "title"> {
  /** What it does, in words: heard, and shown on hover and focus. */
  label: string;
  icon: JSX.Element;
  kind?: ButtonKind;
  size?: ButtonSize;
  keys?: string;
  side?: "top" | "bottom" | "left" | "right";
  class?: string;
}

/** A button of one icon; its words are its name and its tooltip. */
export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, ["label", "icon", "kind", "size", "keys", "side", "class"]);
  return (
    <Tooltip
      side={own.side ?? "bottom"}
      text={
        <>
          {own.label}
          {own.keys ? <Kbd keys={own.keys} on="colour" /> : null}
        </>
      }
      trigger={(given) => (
        <button
          type="button"
          {...given()}
          {...rest}
          aria-label={own.label}
          class={`${buttonClass(own.kind ?? "quiet", `${own.size ?? "md"}-square`)} ${own.class ?? ""}`}
        >
          {own.icon}
        </button>
      )}
    />
  );
}
