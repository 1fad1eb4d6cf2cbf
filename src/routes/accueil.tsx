import type { RouteSectionProps } from "@solidjs/router";
import { WelcomeScreen } from "#ui/welcome/welcome-screen.tsx";

export default function Route(props: RouteSectionProps) {
  return <WelcomeScreen>{props.children}</WelcomeScreen>;
}
