import { Show } from "solid-js";
import Building from "lucide-solid/icons/building";
import ChevronsUpDown from "lucide-solid/icons/chevrons-up-down";
import { useWords } from "#ui/language.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { frameWords } from "#words/frame.ts";
import { roleWords } from "#words/role.ts";
import type { Me } from "./me.ts";

/** At which organisation and as what; with several roles, a menu to go on as another. */
export function RoleSwitch(props: { me: Me; onUse(roleId: string): void; full?: boolean }) {
  const w = useWords(frameWords);
  const roles = useWords(roleWords);
  const shown = () => (
    <span class="flex min-w-0 items-center gap-2.5 text-left">
      <Building size={16} class="shrink-0 text-muted" aria-hidden="true" />
      <span class="min-w-0">
        <span class="block max-w-44 truncate text-sm leading-4.5 font-semibold text-ink lg:max-w-64">
          {props.me.actor?.agencyName ?? w().role.none}
        </span>
        <Show when={props.me.actor}>
          {(actor) => (
            <span class={`block max-w-44 truncate text-xs leading-4 text-muted lg:max-w-64 ${props.full ? "" : "max-sm:hidden"}`}>
              {roles()[actor().kind]}
            </span>
          )}
        </Show>
      </span>
      <Show when={props.me.roles.length > 1}>
        <span class="sr-only">{w().role.switch}</span>
        <ChevronsUpDown size={14} class="shrink-0 text-muted" aria-hidden="true" />
      </Show>
    </span>
  );
  return (
    <Show when={props.me.roles.length > 1} fallback={<div class="flex min-h-9 min-w-0 items-center px-2">{shown()}</div>}>
      <Menu
        side="bottom-start"
        class="min-w-0 px-2"
        trigger={shown()}
        items={[
          { heading: w().role.switch },
          ...props.me.roles.map((role) => ({
            id: role.id,
            label: role.agencyName,
            hint: roles()[role.kind],
            checked: role.id === props.me.actor?.roleId,
            run: () => {
              if (role.id !== props.me.actor?.roleId) props.onUse(role.id);
            },
          })),
        ]}
      />
    </Show>
  );
}
