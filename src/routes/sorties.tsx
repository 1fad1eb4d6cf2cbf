import type { RouteSectionProps } from "@solidjs/router";
import { OutboxScreen } from "#ui/outbox/outbox-screen.tsx";

export default function Route(props: RouteSectionProps) {
  return <OutboxScreen>{props.children}</OutboxScreen>;
}
