import type { RouteSectionProps } from "@solidjs/router";
import { InboxScreen } from "#ui/inbox/inbox-screen.tsx";

export default function Route(props: RouteSectionProps) {
  return <InboxScreen>{props.children}</InboxScreen>;
}
