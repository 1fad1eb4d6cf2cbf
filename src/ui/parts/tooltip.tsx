import { Tooltip as Ark } from "@ark-ui/solid/tooltip";
import type { JSX } from "solid-js";
import { Portal } from "solid-js/web";

type TriggerProps = Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "children">;

/** Words that appear over a control on hover and focus. `trigger` gives the control the props it must spread. */
export function Tooltip(props: {
  text: JSX.Element;
  trigger(props: () => TriggerProps): JSX.Element;
  side?: "top" | "bottom" | "left" | "right";
}) {
  return (
    <Ark.Root openDelay={350} closeDelay={80} lazyMount unmountOnExit positioning={{ placement: props.side ?? "bottom", gutter: 6 }}>
      <Ark.Trigger asChild={(given) => props.trigger(given as unknown as () => TriggerProps)} />
      <Portal>
        <Ark.Positioner>
          {/* the positioner takes its z-index from here */}
          <Ark.Content class="z-70 max-w-72 animate-appear rounded bg-ink px-2 py-1 text-xs text-page shadow-float">
            {props.text}
          </Ark.Content>
        </Ark.Positioner>
      </Portal>
    </Ark.Root>
  );
}
