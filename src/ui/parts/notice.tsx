import { type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import CircleCheck from "lucide-solid/icons/circle-check";
import Info from "lucide-solid/icons/info";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Slot } from "./slot.tsx";

export type NoticeKind = "info" | "done" | "warn" | "danger";
const looks = {
  info: { icon: Info, box: "border-info/30 bg-info-soft", ink: "text-info" },
  done: { icon: CircleCheck, box: "border-done/30 bg-done-soft", ink: "text-done" },
  warn: { icon: TriangleAlert, box: "border-warn/35 bg-warn-soft", ink: "text-warn" },
  danger: { icon: OctagonAlert, box: "border-danger/35 bg-danger-soft", ink: "text-danger" },
} as const;

/** A band of words inside a page. `danger` and `warn` interrupt a reader (`alert`), the others wait (`status`). */
export function Notice(props: {
  kind?: NoticeKind;
  title?: JSX.Element;
  children?: JSX.Element;
  actions?: JSX.Element;
  class?: string;
  quiet?: boolean;
}) {
  const look = () => looks[props.kind ?? "info"];
  const role = () => (props.quiet ? undefined : props.kind === "danger" || props.kind === "warn" ? "alert" : "status");
  return (
    <div
      role={role()}
      class={`flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border px-3 py-2.5 text-sm ${look().box} ${props.class ?? ""}`}
    >
      <span class={`mt-0.5 shrink-0 ${look().ink}`}>
        <Dynamic component={look().icon} size={16} aria-hidden="true" />
      </span>
      <div class="min-w-40 flex-1">
        <Slot of={props.title}>{(title) => <p class="font-semibold">{title()}</p>}</Slot>
        <Slot of={props.children}>{(text) => <div>{text()}</div>}</Slot>
      </div>
      <Slot of={props.actions}>{(actions) => <div class="flex flex-wrap gap-2">{actions()}</div>}</Slot>
    </div>
  );
}
