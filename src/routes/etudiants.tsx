import type { RouteSectionProps } from "@solidjs/router";
import { RegisterScreen } from "#ui/student/register-screen.tsx";

export default function Route(props: RouteSectionProps) {
  return <RegisterScreen>{props.children}</RegisterScreen>;
}
