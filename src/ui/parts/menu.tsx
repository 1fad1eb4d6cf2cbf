import { Menu as Ark } from "@ark-ui/solid/menu";
import { useNavigate } from "@solidjs/router";
import { For, Match, Show, Switch, type JSX } from "solid-js";
import { Portal } from "solid-js/web";
import Check from "lucide-solid/icons/check";
import { Slot } from "./slot.tsx";
import { buttonClass, type ButtonKind, type ButtonSize } from "./button.tsx";

export type MenuItem =
  | { id: string; label: string; hint?: string; icon?: JSX.Element; danger?: boolean; disabled?: boolean; run(): void }
  | { id: string; label: string; hint?: string; icon?: JSX.Element; href: string }
  /** One that is on or off, or one of several: ticked when it is. */
  | { id: string; label: string; hint?: string; icon?: JSX.Element; checked: boolean; run(): void }
  | { heading: string }
  | "line";

/** A button that opens a list of actions; arrows and first letters move, Enter does, Esc closes. */
export function Menu(props: {
  /** Its name when the trigger is only an icon; words on the trigger are its name already. */
  label?: string;
  /** What the button shows. */
  trigger: JSX.Element;
  items: readonly MenuItem[];
  kind?: ButtonKind;
  size?: ButtonSize;
  class?: string;
  side?: "bottom-start" | "bottom-end" | "right-end" | "top-start";
}) {
  const navigate = useNavigate();
  // A name that is not on the button: the button is one icon, and square.
  const size = () => (props.label === undefined ? (props.size ?? "md") : (`${props.size ?? "md"}-square` as const));
  const act = (id: string) => {
    const item = props.items.find((one) => typeof one === "object" && "id" in one && one.id === id);
    if (typeof item !== "object" || !("id" in item)) return;
    if ("href" in item) navigate(item.href);
    else item.run();
  };
  return (
    <Ark.Root
      lazyMount
      unmountOnExit
      positioning={{ placement: props.side ?? "bottom-end", gutter: 4 }}
      onSelect={({ value }) => act(value)}
    >
      <Ark.Trigger
        class={`${buttonClass(props.kind ?? "quiet", size())} ${props.class ?? ""}`}
        aria-label={props.label}
        title={props.label}
      >
        {props.trigger}
      </Ark.Trigger>
      <Portal>
        <Ark.Positioner class="z-60">
          <Ark.Content class="floating min-w-52 max-w-88 p-1" {...(props.label ? { "aria-label": props.label } : {})}>
            <For each={props.items}>
              {(item) => (
                <Switch>
                  <Match when={item === "line"}>
                    <Ark.Separator class="my-1 border-line" />
                  </Match>
                  <Match when={typeof item === "object" && "heading" in item ? item : null}>
                    {(heading) => <div class="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">{heading().heading}</div>}
                  </Match>
                  <Match when={typeof item === "object" && "id" in item ? item : null}>
                    {(one) => (
                      <Ark.Item
                        value={one().id}
                        disabled={"disabled" in one() && Boolean((one() as { disabled?: boolean }).disabled)}
                        valueText={one().label}
                        class="option"
                        data-danger={"danger" in one() && (one() as { danger?: boolean }).danger ? "" : undefined}
                        {...("checked" in one()
                          ? { role: "menuitemcheckbox" as const, "aria-checked": (one() as { checked: boolean }).checked }
                          : {})}
                      >
                        <Slot of={one().icon}>
                          {(icon) => (
                            <span class="shrink-0 text-muted" aria-hidden="true">
                              {icon()}
                            </span>
                          )}
                        </Slot>
                        <span class="min-w-0 flex-1">
                          <span class="block">{one().label}</span>
                          <Show when={one().hint}>
                            <span class="block text-xs text-muted">{one().hint}</span>
                          </Show>
                        </span>
                        <Show when={"checked" in one() && (one() as { checked: boolean }).checked}>
                          <Check size={15} class="shrink-0 text-accent" aria-hidden="true" />
                        </Show>
                      </Ark.Item>
                    )}
                  </Match>
                </Switch>
              )}
            </For>
          </Ark.Content>
        </Ark.Positioner>
      </Portal>
    </Ark.Root>
  );
}
