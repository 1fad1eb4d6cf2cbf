import type { RouteSectionProps } from "@solidjs/router";
import { RequestsScreen } from "#ui/supervision/requests-screen.tsx";

export default function Route(props: RouteSectionProps) {
  return <RequestsScreen>{props.children}</RequestsScreen>;
}
