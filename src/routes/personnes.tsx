import type { RouteSectionProps } from "@solidjs/router";
import { PeopleScreen } from "#ui/people/people-screen.tsx";

export default function Route(props: RouteSectionProps) {
  return <PeopleScreen>{props.children}</PeopleScreen>;
}
